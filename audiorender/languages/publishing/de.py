"""Publishing words in German."""

from audiorender.languages.language import Publishing, listed

PUBLISHING = Publishing(
    about=listed(r"""
        newsletter | postfach | cookies | datenschutz\w* | nutzungsbedingungen | agb | impressum | e-?mail-?adresse
        abonnent\w* | abonnement | alle rechte vorbehalten | nachdruck\w* | browser | pflichtfelder
        kommentarfunktion | kommentarbereich | podcast-?app | is[bs]n
        kostenlos (?:anmelden|abonnieren|testen|lesen) | probeabo\w* | dieser (?:artikel|beitrag|text)
        dieses (?:interview|gespräch) (?:wurde|ist|erschien) | automatisch erstellt
        (?:kann|können) fehler enthalten | mitgliedschaft | einwilligung | drittanbieter\w* | werktag um
        transkript | eintritt | vorverkauf | (?:jeden|jede) (?:\w+tag|woche|monat|\w+morgen) | das beste aus
        das wichtigste aus | externe[nr]? inhalte? | diesen (?:artikel|beitrag|text) | den artikel | rubrik
        leserbriefe? | der redaktion | werbung | partner(?:n)? | personalisiert\w* | zugestimmt | drittplattformen
        podcast abonnieren | zuerst erschienen | mit freundlicher genehmigung | anonymisiert | transkriptionsregeln
        nicht transkribiert | pausen sind | bildergalerie | korrektur | pressemitteilung | spende\w* | iban
        einlass | auflage | im abo | plus-?(?:artikel|abo) | weiterlesen mit | gefördert von | unterstützt von
        auf anfrage | ohne gewähr | falls (?:sie|ihnen) | widerruf\w* | gratis | erreichen sie | in eigener sache
        urheberrechtlich | weitergabe | gesponsert | präsentiert von | mediathek | öffnungszeiten | geöffnet von
    """),
    buttons=listed(r"""
        teilen | merken | drucken | (?:artikel|beitrag|seite) (?:teilen|merken|drucken|anhören|versenden) | e-?mail
        jetzt | (?:hier )?abonnieren | anmelden | registrieren | folgen(?: sie uns)? | herunterladen | anhören
        weiterlesen | lesen sie | zur (?:startseite|übersicht) | zum (?:seitenanfang|inhalt|shop) | nach oben
        zurück | startseite | diskutieren sie | schreiben sie uns | haben sie (?:einen fehler|fragen|anregungen)
        ihre e-?mail | alle akzeptieren | akzeptieren | ablehnen | einstellungen | kontakt | mediadaten
        kommentieren | antworten | melden | mehr laden | mehr erfahren | link kopieren | unterstützen sie | spenden
        ich stimme | hat ihnen | ihr name | vorlesen | navigation | menü | suche | kennst du
        kennen sie (?:jemanden|eine) | danke fürs lesen | danke für ihre? | ich bin (?:damit )?einverstanden
        externen? inhalte? | inhalte? (?:anzeigen|laden) | einloggen | ausloggen | mein konto | abo(?:nnement)?
        mehr (?:anzeigen|laden|lesen|artikel) | schreib\w* (?:uns|einen kommentar)
        kommentar (?:schreiben|verfassen) | senden | abschicken | zustimmen | öffnen | schließen | stream
        bild \d+ von \d+ | teile | folge uns | empfehlen | jetzt (?:lesen|testen|bestellen) | bestellen | merkliste
        gefällt mir
    """),
    dated=listed(r"""
        erschienen | veröffentlicht | aktualisiert | stand | zuletzt | publiziert | gesendet | lesezeit | lesedauer
        letzte aktualisierung | vom
    """),
    counted=listed(r"""
        kommentare?n? | min(?:uten?)?\.?(?: lesezeit| lesedauer)? | bewertungen | antworten | aufrufe | leserbriefe
    """),
    leads=listed(r"""
        (?:lesen sie|lies) (?:auch|hier|mehr)(?: dazu)? | mehr (?:zum thema|dazu|aus|von) .{0,24}
        weitere (?:artikel|themen|beiträge).{0,20} | mehr zum thema | mehr dazu
        das könnte (?:sie|dich) auch interessieren | auch interessant | empfohlen | meistgelesen | zum weiterlesen
        verwandte (?:artikel|themen) | schlagw(?:ort|örter|orte) | themen | stichw(?:ort|örter)
        (?:nächster|vorheriger) (?:artikel|beitrag) | abgelegt unter
    """),
    made=listed(r"""
        (?:das )?(?:interview|gespräch)(?: führten?)? | mitarbeit | redaktion | produktion | regie | schnitt | musik
        aufgezeichnet von | untertitel(?:ung)? | protokoll | moderation | übersetz(?:ung|t von)
    """),
    figures=listed(r"abb(?:ildung)?\.? | tab(?:elle)?\.? | karte | bild"),
)
