#!/usr/bin/env python3
"""Stories out of pages of HTML: the corpus of tests/pages against its floors, small pages one defect each, and pages made to be slow.
usage: pages_test.py PROGRAM"""
import json
import os
import sys
import time

from support import ROOT, main

sys.path.insert(0, os.path.join(ROOT, "tools"))
import pages  # noqa: E402

FLOOR = 0.95
A = "Iran sent attack drones to Russia on Monday, the government of Ukraine said."
B = "Tehran denied the claim within hours and called it baseless and politically driven."
C = "Three people were killed in Odesa when a drone hit an apartment block, rescuers said."
STORY = "<p>%s</p><p>%s</p><p>%s</p>" % (A, B, C)
TEXT = "\n\n".join((A, B, C))


def corpus(s):
    folder = os.path.join(ROOT, "tests", "pages")
    gold = pages.load(folder)
    means, each = pages.score(gold, pages.read(s.program, folder, gold))
    s.check("forty pages", len(gold) == 40 and len({g["page"] for g in gold}) == 40, len(gold))
    for name in ("text", "title", "date", "source", "url"):
        s.check("pages: " + name, means[name] >= FLOOR, "%.3f, %s" % (means[name], [g["page"] for g, f in zip(gold, each) if f < FLOOR]))


TEXTS = [  # what the page is, the page, its text
    ("teaser card before the story", "<article><h3><a href=/x>Storm</a></h3><p>Ferries stayed in port as the winds rose, he said.</p></article><div>%s</div>" % STORY, TEXT),
    ("empty article", "<article></article><div>%s</div>" % STORY, TEXT),
    ("live blog", "<div class=liveblog>" + "".join("<article><time>1%d:00</time><p>%s</p></article>" % (i, p) for i, p in enumerate((A, B, C))) + "</div>",
     "10:00\n\n%s\n\n11:00\n\n%s\n\n12:00\n\n%s" % (A, B, C)),
    ("two stories of which one is the page's", "<title>Drones for Russia</title><main><article><h1>Drones for Russia</h1>%s</article><article><h1>Rain</h1><p>%s</p></article></main>" %
     (STORY, "It rained in the north on Sunday and on Monday, and roads were closed, he said."), "Drones for Russia\n\n" + TEXT),
    ("a time at the start of a line", "<p><time>2 Nov</time>%s</p><p>%s</p><p>%s</p>" % (A, B, C), TEXT),
    ("a time in a sentence", "<p>On <time>2 Nov</time>, Iran sent drones to Russia, he said.</p>", "On 2 Nov, Iran sent drones to Russia, he said."),
    ("words in elements", "<p><b>I</b>ran sent <i>2</i><span>0</span> drones<span>Russia</span> thanked it, <span>Kyiv</span><span>Odesa</span> said; <a>no</a> co<wbr>m&shy;ment.</p>",
     "Iran sent 20 drones Russia thanked it, Kyiv Odesa said; no comment."),
    ("hidden text", "<div>%s<p hidden>%s</p><div style='color:red; DISPLAY : none'><p>X</p></div><p style=visibility:hidden>Y</p><p class=sr-only>Z</p><template><p>T</p></template></div>" % (STORY, A + " Hidden."), TEXT),
    ("shown at some widths", "<div><p class='hidden md:block'>%s</p><p>%s</p><p>%s</p></div>" % (A, B, C), TEXT),
    ("advertisement, newsletter, related", "<div>%s<div class=ad-slot><p>Fly to Rome with us from 99 dollars, and bring a friend along.</p></div>"
     "<div class='newsletter-box'><p>Sign up for our letter, and get the stories of the week.</p></div><ul class=related><li><a href=/1>Old story of the war</a></li></ul></div>" % STORY, TEXT),
    ("lines of furniture", "<div><p>%s</p><p><a href=/1>READ MORE: How the drones came</a></p><p>%s</p><p>Also read: The war so far</p><p>%s</p><p>ADVERTISEMENT</p></div>" % (A, B, C), TEXT),
    ("paragraphs that look like furniture", "<div><p>%s</p><p>Related attacks killed two people, the police said.</p><p><a href=/s>Iran sent a note to Kyiv on Sunday, and it was read out in parliament.</a></p><p>%s</p></div>" % (A, B),
     "%s\n\nRelated attacks killed two people, the police said.\n\nIran sent a note to Kyiv on Sunday, and it was read out in parliament.\n\n%s" % (A, B)),
    ("menu and sidebar of divs", "<div><div><a href=/a>World</a></div><div><a href=/b>Sport</a></div></div><div><div>%s</div><div><div><a href=/c>Bus falls into a ravine</a></div></div></div>" % STORY, TEXT),
    ("what is said to be a sidebar holds the page", "<div class='page-with-sidebar sidebar'>%s</div><div class=footer>Written in Rome.</div>" % STORY, TEXT),
    ("a section whose class is a word of furniture", "<h2>The Herald</h2><div class='section-weather'><h1>Drones for Russia</h1>%s</div><div>%s</div>" % (STORY, "<p>The Herald is read in all the towns here.</p>"),
     "Drones for Russia\n\n" + TEXT),
    ("hidden from those who hear", "<div>%s<div aria-hidden=true><p>%s</p></div></div>" % (STORY, A + " Again."), TEXT),
    ("short sentences beside a longer one", "<div><p>%s</p><p>Tehran denied it.</p><p>No one died.</p></div>" % A, A + "\n\nTehran denied it.\n\nNo one died."),
    ("a form around the page", "<form>%s</form>" % STORY, TEXT),
    ("comments longer than the story", "<div>%s</div><div id=comments>%s</div>" % (STORY, ("<p>I do not believe it, since my cousin lives there, and he saw nothing of it.</p>" * 20)), TEXT),
    ("deep", "<div>" * 3000 + STORY + "</div>" * 3000, TEXT),
    ("deeper and deeper", "".join("<div><p>%s No. %d.</p>" % (A, i) for i in range(600)), "\n\n".join("%s No. %d." % (A, i) for i in range(600))),
    ("old paragraphs", "<TABLE><TR><TD><A HREF=x>Home</A><BR><A HREF=y>Maps</A></TD><TD>%s<BR><BR>%s<P>%s</TD></TR></TABLE>" % (A, B, C), TEXT),
    ("indented paragraphs", "<p>&nbsp;&nbsp; %s<br>&nbsp;&nbsp; %s<br>&nbsp;&nbsp; %s</p>" % (A, B, C), TEXT),
    ("wire copy", "<pre>\n  %s\n  %s\n\n%s\n</pre>" % (A.replace("Russia ", "Russia\n"), B, C), "\n\n".join((A.replace("Russia ", "Russia\n"), B, C))),
    ("lists, subheads, quotations", "<div><p>%s</p><h2>Who sells</h2><p>%s</p><blockquote><p>%s</p></blockquote><ul><li>tanks</li><li>guns and shells</li></ul><h2>Comments</h2><p>Be kind to one another here, please.</p></div>" % (A, B, C),
     "%s\n\nWho sells\n\n%s\n\n%s\n\ntanks\n\nguns and shells" % (A, B, C)),
    ("captions", "<div><p>%s</p><figure><img src=x><figcaption>A drone over Kyiv, in a picture that was taken in May.</figcaption></figure><p>%s</p><figure><blockquote>%s</blockquote></figure></div>" % (A, B, C), TEXT),
    ("text without a story", "<p>Iran sent drones", "Iran sent drones"),
    ("nothing but links", "<nav><a href=/a>World</a></nav><p><a href=/b>Iran sends drones</a></p>", "Iran sends drones"),
    ("XHTML, capitals, broken ends", "<?xml version='1.0'?><HTML><BODY><DIV CLASS=Story><P>%s<p>%s</b></p></span><p>%s</DIV></td></BODY>" % (A, B, C), TEXT),
    ("comments and sections of markup", "<div><!-- <p>X</p> --><p>%s</p><![CDATA[<p>%s</p>]]><p>%s<!-- never closed</p></div>" % (A, B, C), None),
]

SITE = '<meta property="og:site_name" content="Paper"><meta property="og:title" content="Drones &amp; more">'
LINKED = '<script type="application/ld+json">%s</script>'
METAS = [  # page, title, date, source, address
    ("JSON-LD before the rest", LINKED % '<!-- [{"@type":"BreadcrumbList"},{"@graph":[{"@id":"#p","name":"The\nHerald"},{"@type":["Thing","NewsArticle"],"headline":"Drones &#8217;n more","datePublished":"2022-11-02T23:30:00-05:00","publisher":{"@id":"#p"},"url":"https://h.example/1"}]}] -->' +
     SITE + '<meta property="article:published_time" content="2021-01-01"><time datetime="2020-01-01">x</time>' + STORY, "Drones \u2019n more", "2022-11-02", "The Herald", "https://h.example/1"),
    ("a list of other articles", LINKED % '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Other","datePublished":"2020-01-01"}]}' + "<title>Drones</title>" + STORY, "Drones", "", "", ""),
    ("broken JSON-LD", LINKED % '{"@type":"NewsArticle",' + SITE + STORY, "Drones & more", "", "Paper", ""),
    ("Open Graph", SITE + '<meta property="article:published_time" content="2022-11-02T10:00:00Z"><meta property="og:url" content="https://p.example/2">' + STORY, "Drones & more", "2022-11-02", "Paper", "https://p.example/2"),
    ("parsely", '<meta name="parsely-title" content="Drones"><meta name="parsely-pub-date" content="2022-11-02T10:00:00Z"><meta name="date" content="2019-01-01">' + STORY, "Drones", "2022-11-02", "", ""),
    ("dates in words", '<meta name="publish-date" content="Wed, 02 Nov 2022 10:00:00 GMT">' + STORY, "", "2022-11-02", "", ""),
    ("the date of the story, not of a card", "<ul class=teasers><li><time datetime=2020-05-05>5 May</time><a href=/x>Old</a></li></ul><article><h1>Drones for Russia</h1><time datetime=2022-11-02T10:00>2 Nov</time>%s</article>" % STORY, "Drones for Russia", "2022-11-02", "", ""),
    ("the date of the story, not of what stands before", "<div class=s-1><time datetime=2020-05-05>5 May</time></div><article><h1>Drones for Russia</h1><time datetime=2022-11-02T10:00>2 Nov</time>%s</article>" % STORY,
     "Drones for Russia", "2022-11-02", "", ""),
    ("a date above the headline", "<article><div><time datetime=2022-11-02>2 Nov</time></div><h1>Drones for Russia</h1>%s</article>" % STORY, "Drones for Russia", "2022-11-02", "", ""),
    ("itemprop", "<article><time datetime=2022-11-03>changed</time><time itemprop=datePublished datetime=2022-11-02>2 Nov</time>%s</article>" % STORY, "", "2022-11-02", "", ""),
    ("a dated line", "<h1>Drones for Russia</h1><div>Posted by admin on Wednesday, November 2nd, 2022 at 10:15</div>" + STORY, "Drones for Russia", "2022-11-02", "", ""),
    ("the address", '<link rel=canonical href="https://p.example/2022/11/02/drones">' + STORY, "", "2022-11-02", "", "https://p.example/2022/11/02/drones"),
    ("no date is made up", '<meta name=date content="soon"><meta name=pubdate content="2022-13-40"><time datetime="yesterday">x</time>' + STORY, "", "", "", ""),
    ("the newspaper behind the title", "<title>Drones for Russia, says Kyiv | World | The Herald</title><h1>Drones for Russia, says Kyiv</h1>" + STORY, "Drones for Russia, says Kyiv", "", "The Herald", ""),
    ("the site's name in h1", "<title>Drones for Russia</title><h1>The Herald</h1><h2>Drones for Russia</h2>" + STORY, "Drones for Russia", "", "", ""),
]

BYTES = [("windows-1252", '<meta charset="windows-1252"><p>“Peña” – %s</p>' % A, "cp1252"), ("iso-8859-1 that is not", '<meta http-equiv=Content-Type content="text/html; charset=iso-8859-1"><p>“Peña” – %s</p>' % A, "cp1252"),
         ("none named", "<p>“Peña” – %s</p>" % A, "cp1252"), ("iso-8859-2", '<meta charset=iso-8859-2><p>Łódź %s</p>' % A, "iso-8859-2"), ("UTF-16 with a mark", "<p>“Peña” – %s</p>" % A, "utf-16"),
         ("UTF-16 without", "<p>“Peña” – %s</p>" % A, "utf-16-le"), ("UTF-8 with a mark", "<p>“Peña” – %s</p>" % A, "utf-8-sig"), ("UTF-8 called something else", "<meta charset=iso-8859-1><p>“Peña” – %s</p>" % A, "utf-8")]


def read(s, cases):
    """The rows of all pages, in one run."""
    paths = [s.path("p%03d.html" % i, c) for i, c in enumerate(cases)]
    return [json.loads(line) for line in s.run("text", *paths).stdout.decode().splitlines()]


def small(s):
    for (name, page, text), row in zip(TEXTS, read(s, [t[1] for t in TEXTS])):
        s.check(name, row["text"] == text if text is not None else all(p in row["text"] for p in (A, B, C)), row["text"])
    for (name, page, *fields), row in zip(METAS, read(s, [m[1] for m in METAS])):
        found = [row.get(f, "") for f in ("title", "date", "source", "url")]
        s.check(name, found == fields, found)
    for (name, page, charset), row in zip(BYTES, read(s, [b[1].encode(b[2]) for b in BYTES])):
        text = page[page.index("<p>") + 3:-4]
        s.check(name, row["text"] == text, row["text"])


def slow(s):
    """Pages whose time would be the square of their size: 2 MiB each, a second or so together."""
    size = 1 << 21
    hostile = [("attributes", "<p %s>%s" % (" ".join("a%d=x" % i for i in range(100000)), A)), ("one attribute", "<p %s>%s" % ("class=x " * 100000, A)),
               ("elements", "<div>" * (size // 5) + A), ("inline elements", "<b>" * (size // 3) + A), ("ends of nothing", "<div>" * 1000 + "</p></b>" * (size // 8) + A),
               ("crossed", "<b><div></b>" * (size // 12) + A), ("lists", "<ul><li>" * (size // 8) + A), ("comments", "<!--" * (size // 4) + "-->" + A),
               ("quotes", "<a href=\"x>" * (size // 11) + "\"><p>" + A), ("less than", "<" * size + " " + A), ("ampersands", "&" * size + A), ("headings", "<h2>Related news</h2>" * (size // 21) + A),
               ("cards", "<article><h1>Iran</h1><p>%s</p></article>" % A * (size // 110)), ("classes", "<p class='%s'>%s" % ("a-b " * (size // 4), A)),
               ("JSON-LD", LINKED % ("[" * size) + A), ("times", "<time datetime=x>1</time>" * (size // 25) + A)]
    started = time.time()
    rows = read(s, [h[1] for h in hostile])
    took = time.time() - started
    s.check("made to be slow: read in time", took < 60, "%.1f s" % took)
    for (name, page), row in zip(hostile, rows):
        s.check("made to be slow: " + name, A in row["text"] or name in ("attributes",) and row["text"] == A, row["text"][-100:])


if __name__ == "__main__":
    main(corpus, small, slow)
