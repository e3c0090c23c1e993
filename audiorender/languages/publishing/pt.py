"""Publishing words in Portuguese."""

from audiorender.languages.language import Publishing, listed

PUBLISHING = Publishing(
    about=listed(r"""
        newsletter | cookies? | política de (?:privacidade|cookies) | termos (?:de uso|e condições)
        endereço de e-?mail | (?:no|em) (?:seu|teu) e-?mail | caixa de (?:entrada|correio) | assinantes?
        assinatura | todos os direitos reservados | proibida a reprodução | reprodução (?:total|parcial) | navegador
        campos obrigatórios | est[ea] (?:artigo|entrevista|página|texto) (?:foi|é) | gerad[oa] automaticamente
        pode conter erros | is[bs]n | dados pessoais | o melhor d[eao] | as melhores
        (?:todas|todos) (?:as|os) (?:semanas|meses|dias|manhãs) | ficha técnica | bilhetes | ingressos
        conteúdos? (?:externos?|de terceiros) | este conteúdo | noss[oa] (?:site|newsletter|app|loja|jornal)
        nossos (?:parceiros|assinantes) | publicidade | personalizad\w* | consentimento | redes sociais | cedida por
        com permissão | anonimizad\w* | os nomes foram | normas de transcrição | publicad[oa] originalmente
        nota de imprensa | iban | nib | entrada (?:livre|gratuita) | errata | galeria | com o apoio | impresso
        gratuit[oa]mente | patrocinad[oa] por | horário de abertura | aberto de
    """),
    buttons=listed(r"""
        partilh[ae]r? | compartilh[ae]r? | imprimir | enviar | copiar (?:o )?link | guardar | salvar
        subscrev[ae]r? | assin[ae]r? | inscrev[ae]-se | registe-se | entrar | siga(?:-nos)? | seguir | descarregar
        baixar | ouça | ouvir | ver mais | ler mais | continu[ae]r? a ler | continue lendo
        (?:o )?(?:seu|teu) e-?mail | (?:insira|digite|introduza) | receba | aceitar | aceito | recusar | menu
        início | contacto | contato | comentar | responder | deixe um comentário | apoie | saiba mais | voltar
        publicidade | gostou | se gostou | obrigad[oa] por ler | conhece alguém | já é assinante | mostrar | ocultar
        publicar | adicionar | gosto | comprar?e? | reserv[ae]r? | abrir | fechar | todas as notícias | minha conta
        continuar | anterior | seguinte | próximo | clique aqui | escreva um comentário | sobre o autor | deixe-nos
    """),
    dated=listed(r"""
        publicad[oa] | actualizad[oa] | atualizad[oa] | última (?:actualização|atualização) | tempo de leitura
        leitura | emitid[oa]
    """),
    counted=listed(r"""
        comentários? | min(?:utos?)?\.?(?: de leitura)? | partilhas | visualizações | gostos | curtidas | respostas?
    """),
    leads=listed(r"""
        (?:leia|ler|veja|ver) (?:também|mais) | (?:artigos?|notícias) (?:relacionad[oa]s?|seguinte|anterior)
        relacionad[oa]s? | mais (?:lidas|sobre .{3,24}) | pode(?:rá)? (?:também )?(?:gostar|interessar).{0,10}
        etiquetas | temas | categorias? | palavras-chave | arquivado em | tags?
    """),
    made=listed(r"""
        entrevista (?:de|por) | transcrição | edição | música | fotos? | fotografias? | imagens? | tradução
        produção | realização | legendas
    """),
    figures=listed(r"fig(?:ura)?\.? | tabela | mapa | quadro"),
)
