"""Publishing words in Dutch."""

from audiorender.languages.language import Publishing, listed

PUBLISHING = Publishing(
    about=listed(r"""
        nieuwsbrief | mailbox | inbox | cookies | privacy(?:beleid|verklaring) | algemene voorwaarden
        gebruiksvoorwaarden | e-?mail-?adres | abonnees? | abonnement | alle rechten voorbehouden | overname
        browser | verplichte velden | dit (?:artikel|interview|bericht) | deze (?:pagina|website)
        automatisch gegenereerd | kan fouten bevatten | is[bs]n | persoonsgegevens | lid(?:maatschap)? worden
        het beste van | (?:elke|iedere) (?:week|maand|dag|ochtend|\w+dag) | geanonimiseerd | toegang gratis
        colofon | externe inhoud | deze inhoud | onze (?:site|nieuwsbrief|partners|lezers|app|winkel)
        publicatie die door | door lezers | mijn werk (?:te )?steunen | betaald (?:lid|abonnee) | advertentie\w*
        gepersonaliseerd\w* | toestemming | sociale media | met dank aan | de namen zijn | transcriptieregels
        niet getranscribeerd | eerder verschenen | persbericht | iban | toegang is gratis | rectificatie
        fotogalerij | mede mogelijk gemaakt | gedrukt | gratis | dit bericht is openbaar | gesponsord
        mogelijk gemaakt door | openingstijden | geopend van
    """),
    buttons=listed(r"""
        deel(?: dit)? | delen | print(?:en)? | afdrukken | mail(?:en)? | kopieer link | bewaar | bewaren | abonneer
        aanmelden | meld je aan | meld u aan | schrijf je in | inschrijven | inloggen | log in | registreer
        volg(?: ons)? | download(?:en)? | beluister | luister | bekijk | lees (?:meer|verder)
        (?:je|jouw|uw) e-?mail\w* | vul je | ontvang | accepteren | akkoord | weigeren | menu | home | contact
        over ons | reageer | reageren | beantwoorden | steun ons | doneer | terug naar | naar boven | ga naar
        wil je | advertentie | vond je | bedankt voor het lezen | ken je iemand | kent u iemand | stuur dit door
        schrijf een reactie | plaats (?:een )?reactie | typ je | abonneren | al abonnee | toon | verberg | plaatsen
        toevoegen | koop | bestel | reserveer | openen | sluiten | alle nieuws | mijn account | vorige | volgende
        doorgaan | klik hier | voorwaarden | verzamelmelding | word (?:dan )?(?:lid|abonnee|gratis)
    """),
    dated=listed(r"""
        gepubliceerd | bijgewerkt | geplaatst | laatst(?:e)? (?:update|gewijzigd|bijgewerkt) | leestijd
        uitgezonden | update
    """),
    counted=listed(r"""
        reacties? | minuten(?: leestijd| lezen)? | min\.? | likes? | weergaven | keer gelezen
    """),
    leads=listed(r"""
        lees (?:ook|verder|meer).{0,12} | zie ook | bekijk ook | meer (?:over|lezen|nieuws|van).{0,24}
        gerelateerd(?:e .{3,20})? | aanbevolen | meest gelezen | (?:vorig|volgend)e? (?:artikel|bericht)
        trefwoorden | onderwerpen | tags? | categorie(?:ën)? | misschien ook interessant
    """),
    made=listed(r"""
        tekst | beeld | foto['’]?s? | fotografie | interview door | vertaling | productie | redactie | muziek
        montage | transcriptie | opgetekend door | ondertitel(?:s|ing|d)
    """),
    figures=listed(r"afb(?:eelding)?\.? | fig(?:uur)?\.? | tabel | kaart | foto"),
)
