"""Publishing words in Italian."""

from audiorender.languages.language import Publishing, listed

PUBLISHING = Publishing(
    about=listed(r"""
        newsletter | cookie | informativa (?:sulla )?privacy | privacy policy | termini (?:d['’]uso|e condizioni)
        indirizzo e-?mail | casella di posta | abbonat[iaoe] | abbonament[oi] | riproduzione (?:è )?riservata
        tutti i diritti riservati | browser | campi obbligatori
        quest[oa]['’]? ?(?:articolo|intervista|pagina|post) | generat[oa] automaticamente | può contenere errori
        is[bs]n | dati personali | il meglio d[ei]
        ogni (?:settimana|mese|giorno|mattina|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)
        nostri servizi | note legali | ingresso (?:libero|gratuito) | biglietti | contenut[io] estern[io]
        questo contenuto | nostr[oa] (?:sito|newsletter|app|canale) | nostri (?:partner|abbonati|social)
        pubblicità | personalizzat\w* | consenso | stampato | distribuzione gratuita | iban | offerte per
        per gentile concessione | anonimizzat\w* | i nomi sono stati | norme di trascrizione
        pubblicato originariamente | comunicato stampa | errata corrige | galleria | con il sostegno | gratuitamente
        orari[oe] | social (?:network|media) | sponsorizzat[oa] | offert[oa] da | aperto dal
    """),
    buttons=listed(r"""
        condividi | stampa | invia | copia link | salva | iscriviti | abbonati | registrati | accedi | seguici
        segui | scarica | ascolta | guarda | leggi (?:tutto|di più|ancora) | continua a leggere | inserisci
        (?:la )?tua e-?mail | ricevi | accetta | rifiuta | accetto | impostazioni | menu | home | contatti
        chi siamo | commenta | rispondi | lascia un commento | sostieni | scopri | torna (?:su|alla|all['’]inizio)
        vai al contenuto | ti è piaciut[oa] | pubblicità | dona | se ti è piaciut[oa]
        grazie per (?:aver letto|la lettura) | conosci qualcuno | sei già abbonato | mostra | nascondi | pubblica
        aggiungi | acquista | compra | prenota | apri | chiudi | vai (?:a|al|alla) | tutte le notizie
        il mio account | continua | precedente | successivo | per informazioni | clicca qui | manda
        scrivi un commento | lasciaci
    """),
    dated=listed(r"""
        pubblicat[oa] | aggiornat[oa] | ultim[oa] (?:aggiornamento|modifica) | andat[oa] in onda | tempo di lettura
        lettura
    """),
    counted=listed(r"""
        commenti? | minut[oi](?: di lettura)? | min\.? | condivisioni | visualizzazioni | mi piace | risposte?
        recensioni
    """),
    leads=listed(r"""
        leggi anche | vedi anche | potrebbe(?:ro)? (?:anche )?interessarti | ti potrebbe(?:ro)? interessare
        articol[oi] (?:correlat[oi]|precedente|successivo|simil[ei]) | correlati | per approfondire | tag | temi
        categori[ae] | parole chiave | i più letti | archiviato in | altro su .{3,24}
    """),
    made=listed(r"""
        intervista (?:di|a cura di) | a cura di | trascrizione | montaggio | musica | foto(?:grafie)? | immagini
        traduzione | regia | produzione | in redazione | sottotitoli(?: creati)?
    """),
    figures=listed(r"fig(?:ura)?\.? | tabella | tavola | mappa"),
)
