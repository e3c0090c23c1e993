"""Publishing words in English."""

from audiorender.languages.language import Publishing, listed

PUBLISHING = Publishing(
    about=listed(r"""
        newsletters? | inbox | cookies | privacy (?:policy|notice|settings) | terms of (?:use|service)
        terms and conditions | e-?mail address | (?:free|paid) subscri(?:bers?|ptions?) | reader-supported
        comments? (?:section|form|policy|are|is) | all rights reserved | reproduc(?:ed|tion) without | unsubscribe
        browser | mailing list | required fields | brought to you by | sponsored by | (?:promo|offer|discount) code
        use (?:the )?code | free trial | podcast app | (?:five|5|four) stars | review us
        wherever you (?:get|listen) | is[bs]n | powered by | printed (?:in|on|by) | (?:opinions|views) expressed
        this (?:article|post|page|story|publication|website|message|e-?mail) | membership
        registered (?:charity|office) | general meeting | renewals | cheques | box office
        (?:computer|auto|machine|ai)[- ]generated
        (?:automatically|computer) (?:generated|transcribed|created|performed)
        (?:may|might) contain (?:errors|mistakes) | confidential | intended (?:solely )?for the addressee
        consider the environment | transcript | large print | (?:free|premium) plan | stickied comment
        mobile website | correct record | support my work | you agree to | never sell | for the next time i comment
        (?:every|each) (?:second |other )?(?:week|month|\w+day) | send them this | at this event
        cc[- ]by(?:[- ]\w\w)* | unsubscribe at | your data | (?:in|on) next (?:month|week)['’]s | transcribed by
        checked against the recording | lightly edited | the author['’]s own | next month['’]s
        something went wrong | try again later | invalid e-?mail | consented | sign-up | in the comments
        external content | third[- ]part(?:y|ies) | personali[sz]ed | advertising | ad ?blocker
        our (?:partners|newsletter|app|website|site|shop|store|advertisers) | transcription notes?
        names have been changed | (?:is|are|was|were) not transcribed | pauses are | has been anonymi[sz]ed
        anonymi[sz]ed | syndicated | republish\w* | with permission | first appeared in
        (?:was )?originally published | image gallery | photo gallery | (?:image|photo) \d+ of \d+ | house style
        corrections? | delivered to | straight to your | free of charge | mobile app | app store | google play
        affiliate | commission | unofficial transcript | reviewed for accuracy | verbatim | not been edited
        prepared by | on request | press release | media (?:contact|enquiries) | for more information
        rush transcript | volunteer transcri\w+ | iban | proceeds | entry is free | admission | doors open
        book (?:now|tickets) | r\.?s\.?v\.?p | coding memo | version \d | funded by | supported by | a production of
        listener-supported | donat(?:e|ions?) | business hours
        open (?:from )?(?:mon|tues|wednes|thurs|fri|satur|sun)day
    """),
    buttons=listed(r"""
        share | tweet | pin it | print | e-?mail | copy link | subscribe | sign (?:me )?(?:up|in) | log ?in | follow
        download | listen | watch | read (?:more|next|on) | continue reading | skip to | back to | next | previous
        load more | leave (?:a|us) | reply | report | save | donate | support (?:us|our|my) | join (?:us|our)
        get the | enjoying this | accept(?: all)? | reject | manage | close | menu | search | home | about(?: us)?
        contact(?: us)? | your (?:e-?mail|name) | enter your | type your | find out more | learn more | unlock
        upgrade to | don['’]t miss | visit our | follow us | click here | tap here | i (?:accept|agree)
        save my name | privacy | cookies | help | press | careers | name | website | cancel | was this | send this
        if you (?:like|liked|enjoy|enjoyed) | you may also | by (?:signing up|subscribing|continuing) | become a
        please (?:quote|consider|credit|subscribe|share|speak to) | register | see also | advertise | like this
        did you (?:like|enjoy) | rss | terms | sitemap | order (?:now|here) | know (?:someone|somebody|anyone) who
        bookmark | story saved | more on | let us know | do you have a (?:story|question|tip)
        have a (?:story|question|tip) | get in touch | got a (?:story|tip) | view (?:all|gallery|comments|more)
        show (?:more|all|comments) | tap to | swipe | expand | hide | open in | install | play | pause | mute
        embed | cite this | export | notify me | submit | post comment | write a comment | add a comment
        start (?:your|a) (?:free )?trial | try (?:it )?(?:free|now) | buy (?:now|tickets|the book) | pre-?order
        shop | turn on | allow | decline | customi[sz]e | go to | jump to | return to | top of page | permalink
        thanks for reading | thank you for (?:reading|listening) | this post is public | rate this
        questions about this | latest | popular | newer | older
    """),
    dated=listed(r"""
        (?:last |first |originally )?(?:published|posted|updated|modified|created|aired|recorded|launched)
        last update | reading time | time to read | printed
    """),
    counted=listed(r"""
        comments? | likes? | shares? | views? | replies | reply | ratings? | reviews? | upvotes? | points?
        restacks? | subscribers? | followers? | min(?:ute)?s?[ -](?:read|listen|watch) | votes? | reads? | listens?
        plays? | results? | claps?
    """),
    leads=listed(r"""
        (?:read|see) also | read (?:more|next) | more (?:on this|from (?:this|the) .{3,30}|like this|stories)
        you (?:might|may) also (?:like|enjoy) | related(?: .{3,20})? | recommended(?: .{3,20})?
        most (?:read|popular) | (?:next|previous)(?: article| post| story| in (?:this|the) series)?
        further reading | keep reading | up next | tags? | topics? | categories | filed under | posted in | keywords
        find (?:us|me) | in this issue | don['’]t miss | listen on | trending | elsewhere(?: on .{3,20})?
        share(?: this)?
    """),
    made=listed(r"""
        hosted by | produced by | edited by | mixed by | presented by | recorded by | engineered by | transcribed by
        compiled by | illustrated by | photographed by | translated by | designed by | transcript(?:ion)? by
        artwork(?: is)? by | music (?:is |was )?by | photos? by | pictures? by | courtesy of | minutes(?: taken)? by
        executive producers? | original music | (?:closed )?(?:captions|captioned|captioning|subtitles|subtitled) by
        sync(?:ed)?(?: ?(?:and|&) ?correct(?:ed|ions?))? by
    """),
    figures=listed(r"fig(?:ure)?s? | plates? | tables? | exhibits? | slides? | maps? | illustrations?"),
)
