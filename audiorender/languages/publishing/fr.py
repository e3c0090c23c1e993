"""Publishing words in French."""

from audiorender.languages.language import Publishing, listed

PUBLISHING = Publishing(
    about=listed(r"""
        newsletter | infolettre | cookies | politique de confidentialité | conditions (?:générales|d['’]utilisation)
        mentions légales | adresse (?:e-?mail|électronique|mail)
        (?:votre )?boîte (?:mail|e-?mail|aux lettres électronique) | dans votre boîte | abonnés? | abonnement
        tous droits réservés | reproduction interdite | navigateur | champs obligatoires | de cet article
        cet (?:article|entretien) (?:a été|est|vous) | cette (?:page|interview) (?:a été|est) | données personnelles
        généré automatiquement | peut contenir des erreurs | is[bs]n | (?:ce message|ce courriel) | confidentiel
        offre d['’]abonnement | sans engagement | le meilleur de
        chaque (?:semaine|mois|jour|matin|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)
        commentaires? (?:sont|est) | billetterie | tarif réduit | partenaires | nos services
        contenus? (?:externes?|tiers?) | ce contenu | cet article
        notre (?:site|newsletter|lettre|application|boutique) | nos (?:partenaires|journalistes|abonnés|newsletters)
        publicité\w* | personnalisé\w* | consentement | cette émission | aucun épisode | en vous abonnant
        avec l['’]aimable autorisation | anonymisée?s? | noms ont été (?:changés|modifiés)
        conventions de transcription | ne sont pas transcrits | paru (?:dans|en) | initialement publié
        communiqué de presse | iban | entrée libre | sur réservation | billets? | diaporama | rectificatif | erratum
        avec le soutien | imprimé | gratuite?ment | rendez-vous sur | réseaux sociaux
        toutes les (?:émissions|vidéos|actualités) | parrainée? par | sponsorisée? | ouvert du | tél\.
        horaires d['’]ouverture
    """),
    buttons=listed(r"""
        partager | imprimer | envoyer (?:par|à) | copier le lien | enregistrer | s['’]abonner | abonnez-vous
        (?:je )?m['’]abonne | je m['’]inscris | s['’]inscrire | inscrivez-vous | inscription | connexion
        se connecter | suivez-nous | suivre | télécharger | écouter | regarder | lire (?:la suite|plus)
        votre (?:adresse )?e-?mail | votre adresse | recevez | tout accepter | accepter | refuser | paramétrer
        menu | accueil | contact(?:ez-nous)? | commenter | réagir | répondre | signaler | soutenez | faire un don
        découvrir | découvrez | en savoir plus | retour | haut de page | offrir | laisser un commentaire
        plan du site | publicité | cet article vous | vous avez (?:aimé|apprécié) | j['’]accepte | profitez
        aller au contenu | merci (?:d['’]avoir lu|de votre lecture) | vous aimez | vous connaissez | intégrer
        podcast | voir (?:plus|tout|les commentaires|le diaporama) | afficher | masquer | publier | poster | valider
        ajouter (?:un commentaire|aux favoris) | me connecter | mon compte | déjà abonné | suivez | partagez
        transférez | écoutez | tous les | toute l['’]actualité | plus d['’]infos | réserver | commander | acheter
        fermer | ouvrir | continuer | poursuivez
    """),
    dated=listed(r"""
        publiée? | mise? à jour | modifiée? | temps de lecture | diffusée? | paru | parution | dernière mise à jour
        lecture
    """),
    counted=listed(r"""
        commentaires? | min(?:utes?)?\.?(?: de lecture)? | réactions? | partages? | avis | vues? | j['’]aime
    """),
    leads=listed(r"""
        (?:à )?lire(?: aussi| également)? | voir aussi | à (?:lire|découvrir|voir)(?: aussi| également)?
        sur le même (?:sujet|thème) | vous aimerez aussi | articles? (?:liés?|similaires?|suivant|précédent)
        mots[- ]clés | thèmes? | étiquettes? | classé dans | les plus lus | dans la même (?:rubrique|série)
        (?:à )?suivre | catégories?
    """),
    made=listed(r"""
        propos recueillis | entretien réalisé | réalis(?:é|ation) | transcription | crédits? photos? | traduction
        traduit | montage | musique | recueilli par | mis en scène par | photographies?
        sous-titr(?:es|age)(?: réalisée?s?)?
    """),
    figures=listed(r"fig(?:ure)?\.? | tableau | carte | illustration"),
)
