"""Publishing words in Spanish."""

from audiorender.languages.language import Publishing, listed

PUBLISHING = Publishing(
    about=listed(r"""
        newsletter | bolet(?:ín|ines) | cookies | política de (?:privacidad|cookies) | aviso legal
        términos y condiciones | correo electrónico | en tu correo | (?:tu|su) (?:bandeja|correo|email)
        suscriptor(?:es|as)? | suscripci(?:ón|ones) | todos los derechos reservados
        prohibida (?:la|su) reproducción | navegador | campos obligatorios | este (?:artículo|contenido)
        esta (?:entrevista|página|noticia) (?:ha sido|fue|se) | generad[oa] automáticamente | puede contener errores
        is[bs]n | datos personales | nuestros servicios | de terceros | lo mejor de
        cada (?:semana|mes|mañana|día|lunes|martes|miércoles|jueves|viernes|sábado|domingo) | aforo
        consideramos que | entradas?: | contenidos? (?:externos?|de terceros) | este contenido | licenciar
        nuestr[oa]s? (?:web|boletín|newsletter|redes|socios|app|tienda|suscriptores) | publicidad | personalizad\w*
        consentimiento | redes sociales | cedida por | con permiso de | anonimizad\w* | los nombres han sido
        criterios de transcripción | publicad[oa] originalmente | nota de prensa | iban | entrada (?:libre|gratuita)
        fe de errores | galería | con el apoyo de | impreso en | gratuit[oa] | es redactor[a]?
        normas de participación | política de comentarios | hazte | patrocinad[oa] por | erratas
        horario de apertura | abierto de
    """),
    buttons=listed(r"""
        compartir | comparte | imprimir | enviar | copiar enlace | guardar | suscr[ií]be\w* | suscribirse | apúntate
        regístrate | iniciar sesión | s[ií]guenos | seguir | descargar | escuchar? | ver (?:más|también) | leer más
        sigue leyendo | (?:introduce|escribe) tu | (?:tu|su) (?:e-?mail|correo|nombre) | recib[ea] | aceptar
        acepto | rechazar | configurar | menú | inicio | portada | contacto | comentar | responder | denunciar
        haz (?:clic|una donación) | más información | he leído | puedes (?:seguir|suscribirte|escuchar) | apoya
        volver | ir al contenido | dejar? un comentario | publicidad | si te ha gustado | te ha gustado | únete
        hazte socio | gracias por leer | ¿?conoces a | ¿?ya eres suscriptor | ir a | mostrar | ocultar | publicar
        añadir | me gusta | compra | comprar | reserva | abrir | cerrar | escuch[ae] | comenta
        deja (?:un|tu) comentario | normas | sobre (?:la firma|el autor|la autora) | pinche aquí | pulsa aquí
        si está interesado | todas las noticias | lo último | mi cuenta | darse de baja | continuar | anterior
        siguiente | si te gusta | déjanos | déjenos
    """),
    dated=listed(r"""
        publicad[oa] | actualizad[oa] | última actualización | modificad[oa] | emitid[oa] | tiempo de lectura
        lectura
    """),
    counted=listed(r"""
        comentarios? | min(?:utos?)?\.?(?: de lectura)? | lecturas? | visitas | me gusta | respuestas? | opiniones
        valoraciones
    """),
    leads=listed(r"""
        (?:lea|lee|leer|ver|vea) (?:también|además|más) | te puede interesar | (?:también )?te puede(?:n)? interesar
        más (?:información|noticias|sobre .{3,24}) | (?:noticias|artículos?) (?:relacionad[ao]s?|siguiente|anterior)
        relacionad[ao]s? | lo más (?:leído|visto) | archivado en | etiquetas | temas | categorías? | palabras clave
        otras entrevistas | no te pierdas | si te interesa
    """),
    made=listed(r"""
        entrevista(?: realizada)? (?:de|por) | transcripción | realización | edición | música | fotos?
        fotografías? | imágenes? | traducción | producción | grabación | archivo (?:personal|familiar)
        subt[ií]tulos(?: realizados)?
    """),
    figures=listed(r"fig(?:ura)?\.? | tabla | mapa | lámina"),
)
