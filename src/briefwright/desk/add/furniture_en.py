"""Furniture of pages in English.

Gives `RULES`, asked in order. Invariant: patterns only; each matches a whole line unless it says otherwise.
"""

from __future__ import annotations

from briefwright.desk.add.furniture import Rule

RULES = (
    Rule("advertisement", r"(?:advertise?ment|advert|ads?|sponsored(?: content| by .*)?|promoted(?: content| stories)?"
         r"|paid (?:post|content)|story continues below(?: advertisement)?|article continues (?:after|below).*"
         r"|(?:scroll|continue reading) (?:down )?(?:to|below|the main).*|skip (?:advertisement|to .*)|remove ads?)"),
    Rule("control", r"(?:select voice|choose your listening speed|get through articles.*|slow|average|fast|normal"
         r"|listen(?: to (?:this|the) (?:article|story|page).*| now| \W.*)?|play(?: audio| video)?|pause|mute|unmute"
         r"|\d+ ?(?:wpm|x)|\d+ ?min(?:ute)?s? (?:listen|audio).*|audio version.*|(?:this|the) (?:article|audio|voice) is"
         r" (?:read|generated|narrated) by.*|read aloud|volume|playback speed.*|text size.*|font size.*|a ?a ?a|[a-z+-]"
         r"|dark mode|light mode|reader (?:view|mode)|language ?[:：].*|translate.*|choose (?:a |your )?language)"),
    Rule("reading time", r"(?:(?:est(?:imated|\.)? )?read(?:ing)?[- ]time ?[:：]? ?.*|\d+ ?[- ]?min(?:ute)?s?[- ]read"
         r"|why you can trust .*|about our (?:journalism|standards).*)"),
    Rule("button", r"(?:back to top|top|menu|search|home|next|previous|close|open|more|show more|load more|see more|view"
         r" (?:all|more|comments|gallery|in gallery).*|expand|collapse|read (?:more|full.*|next|the full.*)|continue"
         r"(?: reading)?|print(?: this.*| article| page)?|save(?: article| for later| this.*)?|bookmark(?: this.*)?"
         r"|download(?: (?:the )?(?:pdf|report|paper|app|article|briefing).*)?|follow(?: us)?(?: on .*| for .*)?|gift"
         r"(?: this)? article.*|buy|apply|go|ok(?:ay)?|yes|no|reply|quote|report(?: (?:abuse|post|an error.*))?|like"
         r"|do you (?:like|have).{0,40}\?|was this (?:article|page|story) (?:helpful|useful).*|thumbs (?:up|down)"
         r"|log ?in.*|sign ?in.*|register(?: now| here)?|my account|account|contents|table of contents|jump to .*"
         r"|click (?:here|to|for|on).*|tap (?:here|to|for).*|cite this.*|how to cite.*|view (?:pdf|source|profile).*"
         r"|policy link|permalink|copy link|link copied.*|watch(?: now| live|:.*)?|watch the video.*|give (?:us )?feedback.*)"),
    Rule("share bar", r"(?:share(?: (?:this|on|via|the|with|to|full).*)?|shares?:?.*\d+.*|tweet|post on x|e?-?mail(?: this.*)?"
         r"|facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|wechat|weibo|line|kakao(?:talk)?|messenger"
         r"|instagram|youtube|bluesky|threads|flipboard|copy (?:link|url)|\d+ shares?|(?:(?:facebook|twitter|x|linkedin"
         r"|whatsapp|telegram|e?-?mail|print|reddit|share|copy link|copy url|tweet)[\s,|·•/]*)+)"),
    Rule("newsletter box", r"(?:(?:sign up|subscribe|join)\b.*(?:newsletter|inbox|email|e-mail|alerts?|briefing|updates"
         r"|bulletin|letter|digest|edition|now|today|here|free|to .*)?|.*\b(?:delivered|straight|direct(?:ly)?|sent)\b.*\b(?:to|into)"
         r" your inbox.*|(?:our |the |a |get (?:our|the) |free |daily |weekly |morning |evening )*[\w' ]*newsletters?"
         r"|(?:enter )?your e-?mail(?: address)?.*|by (?:signing|subscribing|clicking|submitting|entering).*|you can"
         r" unsubscribe.*|unsubscribe.*|thanks? (?:you )?for (?:signing|subscribing).*|privacy (?:policy|notice).*applies.*"
         r"|get (?:the|our) .{0,60}(?:newsletter|briefing|app|alerts?|e-?mails?)\b.*|enjoying this.*|become a (?:member"
         r"|subscriber|supporter).*|support (?:our|independent|quality) journalism.*|already a (?:subscriber|member).*"
         r"|subscribers? only.*|this (?:article|story) is (?:for|free).*subscri.*|you have \d+ (?:free )?articles.*)",
         260),
    Rule("cookie notice", r".*\b(?:we(?: and our partners)? (?:use|value|store)|this (?:web)?site uses|uses|accept|manage|reject)"
         r"\b.{0,60}\b(?:cookies?|your privacy|preferences)\b.*|(?:accept|reject|allow|decline)(?: all)?(?: cookies)?"
         r"|cookie (?:policy|settings|preferences|notice)|manage (?:preferences|consent|options)|your privacy choices", 420),
    Rule("related list", r"(?:you (?:might|may) (?:also )?(?:like|be interested).*|related(?: (?:articles?|stor(?:y|ies)"
         r"|content|topics?|posts?|reading|coverage|links?|news|publications?))?:?|recommended(?: (?:for you|reading|stories))?:?"
         r"|more (?:from|on|in|about|stories|news|like this|to read|by)\b.*|most (?:read|popular|viewed|shared|commented)"
         r".*|popular(?: (?:now|stories|articles))?|trending(?: now)?|latest(?: (?:news|stories|articles|posts))?|don'?t miss"
         r"|editors?['’]?s? picks?|what to read next|read next|read also:?|also read:?|up next|further reading|top stories"
         r"|in (?:this|our) series|recent posts|around the web|from (?:the web|our partners)|see also:?|explore more.*"
         r"|keep reading|other (?:news|stories))", 90, "list"),
    Rule("link to another article", r"(?:read (?:more|also|next|on)|related|see also|also read|also|more|watch|listen"
         r"|recommended|don't miss|opinion|explainer|analysis|in pictures|live)\s?(?::|»|>|\|)\s?\S.*", 180),
    Rule("tags", r"(?:tags?|topics?|filed under|categor(?:y|ies)|keywords?|in this (?:article|story)|posted in|labels?)"
         r"(?:\s?[:：].*)?|#\w+(?:[\s,]+#\w+)*", 110),
    Rule("comments", r"(?:(?:\d+ )?comments?(?: \(\d+\)| section| policy| on this.*| are closed\.?|:)?|(?:leave|post|add|write) a"
         r" (?:comment|reply)|join (?:the|our) (?:conversation|discussion|debate).*|view (?:all )?comments.*|\d+ (?:comments?"
         r"|replies|responses)|show comments|what do you think\?.*|discussion|reader comments|responses)", 90, "end"),
    Rule("legal note", r"(?:.*\ball rights reserved\b.*|(?:©|\(c\)|copyright)(?!\w).*|terms (?:of (?:use|service)|and"
         r" conditions).*|privacy policy.*|reprinted with permission.*|republish.*|this (?:article|story|post|piece) (?:was"
         r"|is|first|originally|has been) (?:first |originally |also )?(?:published|appeared|posted|republished).*|no part of this.*)",
         300),
    Rule("about the author", r"(?:about the authors?|(?:the|this) (?:author|writer|columnist)s? (?:is|are|was|works|has)\b.*"
         r"|the (?:views|opinions) expressed.*|follow (?:him|her|them|the author) (?:on|at).*|\(?(?:additional )?reporting"
         r" by .*|(?:edited|editing|compiled|written) by [^.]{0,60}\.?|with (?:files|reporting) from .*|media contacts?:?.*"
         r"|contacts?(?: us| details|:).*|for (?:more|further) information.*|press (?:office|enquiries|contact).*"
         r"|enquiries:?.*|(?:tel|phone|email|e-mail|fax)\s?[:.].*|\(\(.*\)\))", 320),
    Rule("end of the release", r"(?:ends|[-–—* ]+ends[-–—* ]+|# ?# ?#+|-30-|notes? (?:to|for) (?:the )?editors?:?)", 90, "end"),
    Rule("label", r"(?:press|news|media) (?:release|statement|notice)|for immediate release.*|breaking(?: news)?|exclusive|live"
         r"|embargoed (?:until|to).*|opinion|editorial|analysis|comment(?:ary)?|feature|explainer|interview|letters?"),
    Rule("site navigation", r"(?:home ?[>»/›|] ?.*|skip to (?:main )?content|skip to navigation|.+ [>»›] .+ [>»›] .+"
         r"|you are here:?.*|breadcrumbs?|toggle navigation|sections|all sections|edition:?.*|about us|contact us|careers"
         r"|advertise with us|site ?map|help(?: centre| center)?|faqs?|accessibility(?: statement)?|newsroom|press room"
         r"|(?:\w+(?: & \w+)? ?[|·•] ?){2,}\w+(?: & \w+)?)"),
)  # fmt: skip
