#include <string.h>

#include "cli/cli.h"

static const char general[] =
    "dateline " DL_VERSION
    ": reads the news into a ledger of who did what to whom, who says so, and who denies it.\n"
    "\n"
    "usage: dateline COMMAND [OPTION...] [FILE...]\n"
    "\n"
    "  text     the documents as they are read, as JSON Lines: what offsets count in\n"
    "  parse    tokens, tags, lemmas, names and dependency trees, as CoNLL-U\n"
    "  code     events, claims, denials, times and places, as a table, JSON Lines, PLOVER or CAMEO rows\n"
    "  places   the places alone, with coordinates: a table, JSON Lines or GeoJSON\n"
    "  times    the time expressions alone, with their values: a table, JSON Lines or TimeML\n"
    "  explain  why each event was coded: the rows of the dictionaries, the paths in the tree, the cues\n"
    "  quotes   who says what: speaker, cue, the words and where they stand, as a table, JSON Lines or CSV\n"
    "  ingest   code documents and keep them in a ledger (SQLite)\n"
    "  export   entries for R, pandas, Gephi, QGIS, Aleph and others: CSV, PLOVER, GDELT, GraphML, GeoJSON ...\n"
    "  watch    tell what fits a rule, once\n"
    "  fetch    fetch what feeds name (RSS, Atom, OPML) into a ledger\n"
    "  serve    show a ledger in a browser, and answer programs with JSON\n"
    "  query    ask a ledger: entries, counts, tables of sides and months\n"
    "  flows    what two states do to each other over time\n"
    "  screen   entries that touch a measure in force on their day\n"
    "  dossier  one entry as a page to print\n"
    "  lexicon  look words up in the dictionaries, check your own, list what they lack\n"
    "  score    compare with articles that you annotated: what is found, missed and wrong, and how sure that is\n"
    "\n"
    "  dateline COMMAND --help tells more; dateline --version prints the version.\n"
    "\n"
    "examples:\n"
    "  dateline code --date 2023-11-09 article.txt\n"
    "  dateline ingest --ledger news.db *.jsonl && dateline query --ledger news.db --actor RUS --event AID\n";

#define COMMON                                                                                                         \
  "  --input KIND       text, html, json, jsonl, csv, tsv, conllu or warc; else by the file's name and first bytes "   \
  "(.gz "                                                                                                              \
  "and .zst are unpacked)\n"                                                                                           \
  "  --columns A=B,...  what text, id, date, title, source, url, language are called in CSV and JSON: "                \
  "text=body,date=published\n"                                                                                         \
  "  --language en      reads every document as English; else other languages are told by the text, named and not "    \
  "read\n"                                                                                                             \
  "  -j, --threads N    threads; all cores without it. The output does not depend on it\n"                             \
  "  -r, --recursive    read folders: all files in them and below, in the order of their paths\n"                      \
  "  -q, --quiet        no progress, and no last line with documents, words, seconds, documents a second\n"            \
  "  --data FILE        the data file; else english.dateline beside the program or in the installed prefix\n"          \
  "  --help             this text\n"                                                                                   \
  "\nNo FILE, or -, is standard input. A FILE in quotes may be a pattern ('news/*.jsonl'). Exit status: 0 well, 1 an " \
  "input or the output failed, 2 wrong usage, 130 interrupted.\n"

#define OWN                                                                                                       \
  "  --lexicon DIR      your own rows over the tables of the lexicon (DIR/verbs.tsv ...): docs/dictionaries.md\n" \
  "  --actors FILE      your own actors over the built-in ones; may be given more than once\n"

static const char parse[] =
    "usage: dateline parse [OPTION...] [FILE...]\n\nPrints CoNLL-U (UD v2): tags, features, lemmas, trees, names in "
    "MISC.\n\n" COMMON
    "\nexamples:\n"
    "  dateline parse article.txt\n"
    "  dateline parse --input conllu gold.conllu      keeps the input's tokens and sentences\n";

static const char text[] =
    "usage: dateline text [OPTION...] [FILE...]\n\nPrints each document as it is read, one object a line: of a page of "
    "HTML the story without menus and the like, its title,\n"
    "date, source and address. The offsets that code prints count in this text, and the output is an input of code.\n\n"
    "  --date YYYY-MM-DD  publication date of documents that have none\n" COMMON
    "\nexamples:\n"
    "  dateline text page.html\n"
    "  dateline text today/*.html > today.jsonl && dateline code today.jsonl\n";

static const char features[] =
    "usage: dateline features [OPTION...] [FILE...]\n\nPrints what the trainer of acts reads (train/acts.py), one "
    "object a line: every word that can be an act, with the names of\n"
    "its evidence and what the network reads of it, in hexadecimal. With --sides what the trainer of parties reads "
    "(train/parties.py), with --claims what that of factuality\n"
    "and modes reads (train/ratings.py), with --ledger and --stems what that of entries reads (train/stories.py),\n"
    "with --cues that of attributions (train/attributions.py).\n\n"
    "  --claims           words as predicates, and events, with the evidence of what they tell\n"
    "  --times            what rules take for a time, with its evidence: for the trainer of times (train/times.py)\n"
    "  --places           the candidates of each name of a place, with the numbers that speak for each "
    "(train/places.py)\n"
    "  --moments          the times that each act may have been at, with their evidence (train/moment.py)\n"
    "  --sites            the same of places\n"
    "  --sides            the acts with who can be on their sides, and the evidence for each\n"
    "  --stems            the stems of all words, as numbers\n"
    "  --ledger FILE      pairs of mentions in a ledger that may be one event, with their features; reads no "
    "documents\n"
    "  --entities         what each pronoun may stand for, with the evidence (train/coref.py)\n"
    "  --cues             words with their vectors, which can be cues, the words around those that may be ones\n"
    "  --date YYYY-MM-DD  publication date of documents that have none\n" COMMON
    "\nexamples:\n"
    "  dateline features articles.jsonl > words.jsonl\n";

static const char places[] =
    "usage: dateline places [OPTION...] [FILE...]\n\nPrints the places of each document: the name, where it is, how "
    "precise that is. They are those of code.\n\n"
    "  --format F         table (at a terminal), jsonl (elsewhere; one mention a line), geojson (one file for all)\n"
    "  --date YYYY-MM-DD  publication date of documents that have none\n" OWN COMMON
    "\nexamples:\n"
    "  dateline places article.txt\n"
    "  dateline places --format geojson articles.jsonl > places.geojson\n";

static const char times[] =
    "usage: dateline times [OPTION...] [FILE...]\n\nPrints the time expressions of each document (TIMEX3): value, "
    "first "
    "and last day, what the value was counted from. They are\nthose of code.\n\n"
    "  --format F         table (at a terminal), jsonl (elsewhere), timeml (the text with TIMEX3 tags in it)\n"
    "  --date YYYY-MM-DD  publication date of documents that have none; without one nothing is counted "
    "from it\n" OWN COMMON
    "\nexamples:\n"
    "  dateline times --date 2023-11-09 article.txt\n"
    "  dateline times --format timeml article.jsonl > article.tml\n";

static const char code[] =
    "usage: dateline code [OPTION...] [FILE...]\n\nPrints what each document reports: events with their parties, who "
    "says so, who denies it.\n\n"
    "  --format F         table (at a terminal), jsonl (elsewhere), plover, cameo, html (a page that shows the text "
    "with "
    "all of it)\n"
    "  --all              in plover and cameo: also what is denied, negated, hypothetical or future, marked as such\n"
    "  --iso-dates        in cameo: 2023-11-09, not 20231109\n"
    "  --min-confidence P leaves out events whose confidence is less than P (0 to 1)\n"
    "  --with-text        in jsonl: the text, too, and what a ledger knows it by, for ingest --coded\n"
    "  --predicates       in jsonl: the factuality of every verb and event noun, coded or not\n"
    "  --no-gate          parse the sentences too that hold no event or claim: in other languages, without words\n"
    "  --date YYYY-MM-DD  publication date of documents that have none\n" OWN COMMON
    "\nexamples:\n"
    "  dateline code --date 2023-11-09 article.txt\n"
    "  dateline code --format jsonl news.jsonl.gz > ledger.jsonl\n"
    "  dateline code --columns text=body,date=published export.csv > ledger.jsonl\n"
    "  dateline code --format html article.txt > page.html\n"
    "  dateline code -r -j 2 --format cameo articles/ > events.tsv\n"
    "  curl -s https://example.org/news.html | dateline code --format cameo\n";

static const char quotes[] =
    "usage: dateline quotes [OPTION...] [FILE...]\n\nPrints who says what: one line an attribution, with its speaker, "
    "the cue, the words and where they stand.\n\n"
    "  --speaker NAME     what one speaker says: a name, or an actor's code (USAGOV)\n"
    "  --stance WORD      what is condemned, say: holds, denies, open, condemns, welcomes, doubts, warns\n"
    "  --direct           only what stands in quotation marks as a whole\n"
    "  --format F         table (at a terminal), jsonl (elsewhere), csv\n"
    "  --date YYYY-MM-DD  publication date of documents that have none\n" OWN COMMON
    "\nexamples:\n"
    "  dateline quotes article.txt\n"
    "  dateline quotes --direct --speaker Lavrov --format csv today/*.html > lavrov.csv\n";

static const char explain[] =
    "usage: dateline explain [OPTION...] [FILE...] [DOC:V3]\n\nPrints why each event was coded: which row of which "
    "dictionary fired, how its parties were found, by "
    "which cue it is said.\nDOC:V3 asks for one event: of the file DOC, or of the document with the id DOC in FILE.\n\n"
    "  --date YYYY-MM-DD  publication date of documents that have none\n" OWN COMMON
    "\nexamples:\n"
    "  dateline explain --date 2023-11-09 article.txt\n"
    "  dateline explain article.txt:V3\n"
    "  dateline explain news.jsonl afp-0412:V3\n";

static const char ingest[] =
    "usage: dateline ingest --ledger FILE.db [OPTION...] [FILE...]\n\nCodes documents and stores them. What the ledger "
    "knows is not coded again: a run "
    "that is killed can simply be\nrepeated. Equal texts are coded once, under all their names; a new text for a known "
    "id or URL is a new version\n(docs/ledger.md).\n\n"
    "  --ledger FILE      the ledger; made if it is not there\n"
    "  --coded            the input is what `code --format jsonl` printed, best with --with-text: it is kept as it is\n"
    "  --date YYYY-MM-DD  publication date of documents that have none\n" OWN COMMON
    "\nexamples:\n"
    "  dateline ingest --ledger news.db today/*.html\n"
    "  dateline ingest --ledger news.db --coded coded.jsonl.gz\n";

static const char fetch[] =
    "usage: dateline fetch [--ledger FILE.db] [OPTION...] FEEDS...\n\nFetches the articles that feeds name and codes "
    "them into a ledger as ingest does; without one, prints them as text does.\n"
    "FEEDS are addresses (http, https) of RSS, Atom or OPML, or files of those, or of addresses, one a line. The "
    "ledger "
    "keeps what\nwas fetched: a repeated run asks for what is new, and one that was killed is simply repeated "
    "(docs/feeds.md).\n\n"
    "  --ledger FILE      the ledger; made if it is not there\n"
    "  --delay SECONDS    between two requests to a host: 1 without it, and never less than its robots.txt asks\n"
    "  --timeout SECONDS  that one request may take: 60 without it\n"
    "  --agent NAME       what the program calls itself: dateline/" DL_VERSION
    " without it\n"
    "  --date YYYY-MM-DD  publication date of documents that have none\n" OWN
    "  --language en, --min-confidence P, -j, --threads N, -q, --quiet, --data FILE   as of ingest\n"
    "  --help             this text\n"
    "\nExit status: 0 well, 1 a feed, a page or the ledger failed, 2 wrong usage, 130 interrupted.\n"
    "\nexamples:\n"
    "  dateline fetch --ledger news.db https://example.org/world.rss\n"
    "  dateline fetch subscriptions.opml | dateline code --format plover\n";

#define FILTERS                                                                                                     \
  "  --actor A          who: a country (RUS), the beginning of an actor code (RUSMIL), or a name\n"                 \
  "  --recipient A      to whom; mutual acts fit on either side\n"                                                  \
  "  --between A,B      two countries, either of which acts on the other: RUS,PRK or 'Russia,North Korea'\n"        \
  "  --event E          a PLOVER category (AID), or the beginning of a CAMEO code (07)\n"                           \
  "  --object C         class of what is given, sent or seized: arms, oil, funds ...\n"                             \
  "  --since D --until D  first and last day, YYYY-MM-DD; an event of which only the month or year is told counts " \
  "where it overlaps\n"                                                                                             \
  "  --place P          where: a name (Kyiv), or a country in capitals (UKR)\n"                                     \
  "  --near LAT,LON,KM  within so many kilometres of a point\n"                                                     \
  "  --status S         reported, claimed, corroborated, disputed, denied or announced (docs/ledger.md)\n"          \
  "  --min-sources N    at least so many independent sources; copies of one article are one\n"                      \
  "  --said-by NAME     who says so; --denied-by NAME: who denies it; part of a name is enough\n"                   \
  "  --stance WORD      what one who speaks of it (--said-by: he) makes of it: holds, denies, open, condemns, "     \
  "welcomes, doubts, warns\n"                                                                                       \
  "  --source NAME      who says so, or the newspaper\n"                                                            \
  "  --text WORDS       words in the sentence or the parties' names, in any form (drone: drones); \"in quotes\" a " \
  "phrase\n"

static const char query[] =
    "usage: dateline query --ledger FILE.db [OPTION...]\n\nPrints the entries that fit all that is asked: what all "
    "mentions of one event tell together, how well it is supported,\nwho says so and who denies it.\n\n"
    "  --ledger FILE      the ledger\n" FILTERS
    "  --min-confidence P leaves out what is less sure than P (0 to 1)\n"
    "  --mentions         each mention of an event by itself; --all-versions: those of earlier versions of an article "
    "too\n"
    "  --sort KEY         date, sources or reported (last report); with a minus, as in -date, the other way round\n"
    "  --limit N          the first N; --after ID: those behind the one with that id\n"
    "  --count            how many there are\n"
    "  --group-by A,B,... how many by year, month, week, day, actor, recipient, event, object, status, quad; facts, "
    "claims, Goldstein sums\n"
    "  --format F         table, jsonl or csv\n"
    "  --help             this text\n"
    "\nexamples:\n"
    "  dateline query --ledger news.db --actor PRK --recipient RUS --since 2023-09-01\n"
    "  dateline query --ledger news.db --status disputed --object arms --sort -sources --limit 20\n"
    "  dateline query --ledger news.db --group-by month,actor,recipient,event --format csv > dyads.csv\n";

static const char flows[] =
    "usage: dateline flows --ledger FILE.db --between A,B [OPTION...]\n\nPrints what two states do to each other over "
    "time, both directions, by category and class of object: what is told as fact\napart from what is claimed, the sum "
    "of Goldstein values, the four quad counts.\n\n"
    "  --ledger FILE      the ledger\n" FILTERS
    "  --by P             month, week or year\n"
    "  --min-confidence P leaves out what is less sure than P (0 to 1)\n"
    "  --format F         table, json or csv\n"
    "  --help             this text\n"
    "\nexamples:\n"
    "  dateline flows --ledger news.db --between RUS,PRK\n"
    "  dateline flows --ledger news.db --between RUS,PRK --status corroborated --min-sources 3\n"
    "  dateline flows --ledger news.db --between RUS,PRK --object arms --by week --format csv > arms.csv\n";

static const char watch[] =
    "usage: dateline watch --ledger FILE.db --rules FILE.yaml [OPTION...]\n\nTells each entry that begins to fit a "
    "rule "
    "once: prints it, or sends it to a webhook. A rule is a name and filters of query\n(docs/watch.md). It goes on "
    "until "
    "it is interrupted; what a killed run has not told the next one tells.\n\n"
    "  --ledger FILE      the ledger\n"
    "  --rules FILE       the rules\n"
    "  --once             one look, and the end\n"
    "  --every SECONDS    between two looks: 60 without it\n"
    "  --from-now         what is in the ledger now counts as seen\n"
    "  --format F         jsonl (an object a line), table (for a person)\n"
    "  --delay SECONDS    before a webhook that failed is asked again: 1 without it, then twice as long, three times\n"
    "  --timeout SECONDS  that a webhook may take: 60 without it\n"
    "  --agent NAME       what the program calls itself\n"
    "  -q, --quiet        no last line\n"
    "  --data FILE        the data file\n"
    "  --help             this text\n"
    "\nExit status: 0 well, 1 something failed or stays queued, 2 wrong usage, 130 interrupted.\n"
    "\nexamples:\n"
    "  dateline watch --ledger news.db --rules rules.yaml --once >> alerts.jsonl\n";

static const char serve[] =
    "usage: dateline serve --ledger FILE.db [OPTION...]\n\nShows a ledger in a browser, and answers programs with JSON "
    "(docs/serve.md, docs/openapi.json). Prints its address,\nand goes on until it is interrupted. The ledger is only "
    "read, while others may write to it.\n\n"
    "  --ledger FILE      the ledger\n"
    "  --listen ADDR:PORT where: 127.0.0.1:8080 without it; port 0 is one that is free. Beyond loopback a token is "
    "asked "
    "for\n"
    "  --token-file FILE  the token in its first line, 16 characters or more; else one is made where it is needed\n"
    "  --host NAME        a further name by which clients call this server; may be given more than once\n"
    "  --allow-ingest     documents that are posted go into the ledger\n"
    "  -j, --threads N    that answer; all cores without it\n" OWN
    "  --data FILE        the data file\n"
    "  --help             this text\n"
    "\nExit status: 0 well, also where it was interrupted, 1 something failed, 2 wrong usage.\n"
    "\nexamples:\n"
    "  dateline serve --ledger news.db\n"
    "  dateline serve --ledger news.db --listen 0.0.0.0:8080 --token-file token\n";

static const char export[] =
    "usage: dateline export --ledger FILE.db --format FORM [OPTION...]\n\nPrints entries in the forms of other "
    "programs "
    "(docs/export.md); those that fit all that is asked, or all.\n\n"
    "  --format csv       a table with a header, for R, pandas, Excel\n"
    "  --format jsonl     an object a line with voices and reports\n"
    "  --format plover    PLOVER records\n"
    "  --format gdelt     rows of the event table of GDELT 2.0: 61 columns, tabs, no header\n"
    "  --format graphml   parties and what they do to each other, for Gephi, networkx, igraph\n"
    "  --format geojson   points on the map, for QGIS\n"
    "  --format ftm       entities of FollowTheMoney, for Aleph and yente\n"
    "  --format mentions  which words in which document belong to which entry\n"
    "  --ledger FILE      the ledger\n" FILTERS
    "  --min-confidence P leaves out what is less sure than P (0 to 1)\n"
    "  --data FILE        the data file\n"
    "  --help             this text\n"
    "\nexamples:\n"
    "  dateline export --ledger news.db --format csv > entries.csv\n"
    "  dateline export --ledger news.db --format graphml --since 2023-01-01 --status corroborated > network.graphml\n";

static const char screen[] =
    "usage: dateline screen --ledger FILE.db [OPTION...]\n\nPrints the entries that touch a measure in force on their "
    "day, with instrument and paragraph, and whether its paragraph was\nchecked against the instrument's text. Whether "
    "a "
    "rule is broken is not judged; who says so is printed.\n\n"
    "  --ledger FILE      the ledger\n" FILTERS
    "  --min-confidence P leaves out what is less sure than P (0 to 1)\n"
    "  --format F         table, jsonl or csv\n"
    "  --data FILE        the data file, which has the table of measures\n"
    "  --help             this text\n"
    "\nexamples:\n"
    "  dateline screen --ledger news.db --since 2023-11-01\n"
    "  dateline screen --ledger news.db --since 2023-11-01 --format csv > screening.csv\n";

static const char dossier[] =
    "usage: dateline dossier --ledger FILE.db --entry N [-o FILE.html]\n\nPrints one entry as a page of HTML that "
    "stands "
    "by itself: what, who, when, where; claims and denials side by side with\ntheir sentences; the reports, the "
    "measures "
    "that it touches, the sources.\n\n"
    "  --ledger FILE      the ledger\n"
    "  --entry N          its number, as query prints it\n"
    "  -o, --output FILE  where to; else standard output\n"
    "  --data FILE        the data file, which has the table of measures\n"
    "  --help             this text\n"
    "\nexamples:\n"
    "  dateline dossier --ledger news.db --entry 37 -o entry-37.html\n";

static const char lexicon[] =
    "usage: dateline lexicon lookup WORD...\n"
    "       dateline lexicon check [--lexicon DIR] [--actors FILE]\n"
    "       dateline lexicon stats [OPTION...] [FILE...]\n\n"
    "lookup  the rows of all dictionaries that the word or words, in any form, can fire, with file and line and what "
    "they code\n"
    "check   what is wrong in your own dictionaries, as file:line: reason; nothing is coded\n"
    "stats   rows by table and by category; verbs and event nouns between two political actors of the articles that no "
    "row codes\n\n"
    "  --format F         text, tsv or jsonl\n" OWN
    "  --date YYYY-MM-DD, --input KIND, --threads N   of stats: as of code; without FILE only rows are counted\n"
    "  --data FILE        the data file\n"
    "  --help             this text\n"
    "\nExit status: 0 well, 1 something failed or, of check, is wrong in a dictionary, 2 wrong usage, 130 "
    "interrupted.\n"
    "\nexamples:\n"
    "  dateline lexicon lookup expelled\n"
    "  dateline lexicon check --lexicon mine/ --actors mine/actors.tsv\n"
    "  dateline lexicon stats news.jsonl\n";

static const char score[] =
    "usage: dateline score [OPTION...] FILE.jsonl...\n\nCodes the articles of a file that somebody annotated, and "
    "prints precision, recall and F1 with 95 % intervals. "
    "docs/evaluate.md tells how\nto annotate fifty articles and how to read the figures.\n\n"
    "  --errors           what is missed, extra and wrong, one by one, with the sentence\n"
    "  --check            only reads the file, and names what is wrong in it by line and event\n"
    "  --format F         table, jsonl\n"
    "  --date YYYY-MM-DD  publication date of articles that have none\n"
    "  --no-gate          parse the sentences too that hold no event or claim\n" OWN
    "  --language en, -j, --threads N, -q, --quiet, --data FILE   as of code\n"
    "  --help             this text\n"
    "\nExit status: 0 well, 1 an input or the output failed, or the annotation is wrong, 2 wrong usage, 130 "
    "interrupted.\n"
    "\nexamples:\n"
    "  dateline score --check annotated.jsonl\n"
    "  dateline score --errors --lexicon mine/ annotated.jsonl\n";

const char *dl_cli_help(const char *command) {
  static const struct {
    const char *command, *help;
  } all[] = {{"text", text},     {"features", features}, {"times", times},     {"places", places}, {"parse", parse},
             {"code", code},     {"quotes", quotes},     {"explain", explain}, {"ingest", ingest}, {"export", export},
             {"watch", watch},   {"serve", serve},       {"fetch", fetch},     {"query", query},   {"flows", flows},
             {"screen", screen}, {"dossier", dossier},   {"lexicon", lexicon}, {"score", score}};
  for (size_t i = 0; command && i < sizeof all / sizeof *all; i++)
    if (strcmp(command, all[i].command) == 0) return all[i].help;
  return command ? NULL : general;
}
