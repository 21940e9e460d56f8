# Files and ledgers as data frames. Columns are those of docs/frames.md: text that is not known is "", numbers and days NA, lists one text parted by "; ".

read_dateline <- function(file, what = c("entries", "events", "parties", "claims", "voices", "dyads", "documents"), stance = NULL, said_by = NULL) {
  stopifnot(is.character(file), length(file) == 1L)
  asked <- !missing(what)
  what <- match.arg(what)
  if (!file.exists(file)) stop(file, ": no such file")
  if (!is.null(stance)) stance <- match.arg(stance, stances)
  if (is_ledger(file)) return(read_ledger(file, what, stance, said_by))
  if (!is.null(stance) || !is.null(said_by)) stop(file, ": stance and said_by are asked of a ledger alone")
  if (grepl("^[[:space:]]*\\{", first_line(file))) return(read_lines(file, if (asked) what else "events"))
  read_rows(file, what, asked)
}

first_line <- function(file) {
  line <- readLines(file, n = 1L, warn = FALSE, encoding = "UTF-8")
  if (length(line)) sub("^\ufeff", "", line) else ""
}

is_ledger <- function(file) {
  identical(readBin(file, "raw", 15L), charToRaw("SQLite format 3"))
}

# ---- a ledger ----

party_list <- function(role) {
  sprintf("LEFT JOIN (SELECT entry, group_concat(name, '; ') AS name, group_concat(code, '; ') AS code, group_concat(country, '; ') AS country,
    group_concat(sector, '; ') AS sector FROM entry_party WHERE role='%1$s' GROUP BY entry) %1$s ON %1$s.entry=n.id", role)
}

voice_list <- function(stance) {
  sprintf("(SELECT group_concat(CASE name WHEN '' THEN 'unnamed' ELSE name END, '; ') FROM voice WHERE entry=n.id AND stance='%s')", stance)
}

stances <- c("holds", "denies", "open", "condemns", "welcomes", "doubts", "warns")

# What somebody speaks of so, as `query --stance` and `--said-by` ask it: the event is one of the attribution's, or stands in its content.
spoken_of <- function(what, stance, said_by) {
  if (is.null(stance) && is.null(said_by)) return("")
  if (is.null(stance)) stop("said_by is asked with a stance")
  if (!what %in% c("entries", "events")) stop("a stance is asked of entries and events alone, not of ", what)
  said <- paste("a.text=e.text AND (EXISTS(SELECT 1 FROM event_attribution b WHERE b.event=e.id AND b.attribution=a.id) OR EXISTS(SELECT 1 FROM content o",
    "WHERE o.attribution=a.id AND e.trigger_begin>=o.begin AND e.trigger_end<=o.end)) AND a.stance=:stance",
    if (!is.null(said_by)) "AND instr(lower(a.source), lower(:said_by))>0")
  if (what == "events") return(paste("WHERE EXISTS(SELECT 1 FROM attribution a WHERE", said, ")"))
  paste("WHERE n.id IN (SELECT m.entry FROM attribution a JOIN current_event e ON", said, "JOIN mention m ON m.event=e.id)")
}

event_party <- function(role, column) {
  sprintf("(SELECT group_concat(%2$s, '; ') FROM party WHERE event=e.id AND role='%1$s') AS %1$s%3$s", role, column, if (column == "name") "" else paste0("_", column))
}

event_parties <- function() {
  columns <- c("name", "code", "country", "sector")
  paste(c(vapply(columns, event_party, "", role = "actor"), vapply(columns, event_party, "", role = "recipient")), collapse = ", ")
}

ledger_question <- function(what, narrowed) {
  current <- "JOIN current_event e ON e.id="
  switch(what,
    entries = paste("SELECT n.id AS entry, n.status, n.date, n.date_begin, n.date_end, n.event, n.mode, n.cameo, n.quad, n.goldstein, n.plover_score,",
      "actor.name AS actor, actor.code AS actor_code, actor.country AS actor_country, actor.sector AS actor_sector, recipient.name AS recipient,",
      "recipient.code AS recipient_code, recipient.country AS recipient_country, recipient.sector AS recipient_sector, n.object AS object_class,",
      "n.place, n.place_country, n.lat, n.lon,", voice_list("asserts"), "AS said_by,", voice_list("open"), "AS told_of_by,",
      voice_list("denies"), "AS denied_by, n.sources, n.documents, n.mentions, n.first_report, n.last_report, n.trigger, n.evidence, n.label",
      "FROM current_entry n", party_list("actor"), party_list("recipient"), narrowed, "ORDER BY n.date_begin, n.id"),
    events = paste("SELECT e.document, e.label, e.newspaper, e.title, e.url, m.entry, n.status, e.date, e.date_begin, e.date_end, e.time_source, e.event,",
      "e.mode, e.cameo, e.quad, e.goldstein, e.plover_score, e.context, e.auxiliary, e.author, e.confidence, e.origin, e.trigger, e.trigger_begin,",
      "e.trigger_end, e.evidence, e.evidence_begin, e.evidence_end,", event_parties(),
      "FROM current_event e JOIN mention m ON m.event=e.id JOIN entry n ON n.id=m.entry", narrowed, "ORDER BY e.id"),
    parties = paste("SELECT e.document, e.label, p.role, p.name, p.code, p.country, p.sector, p.begin, p.end, e.event, e.cameo, e.goldstein, e.date,",
      "e.date_begin, e.date_end FROM party p", current, "p.event ORDER BY e.id, p.rowid"),
    claims = paste("SELECT e.document, e.label, c.source, c.code AS source_code, c.value, c.cue, e.event, e.cameo, e.goldstein, e.date, e.date_begin,",
      "e.date_end, e.evidence FROM claim c", current, "c.event ORDER BY e.id, c.rowid"),
    voices = "SELECT v.entry, v.name, v.code, v.stance, v.mentions, v.cue, n.event, n.cameo, n.status, n.date_begin, n.date_end FROM voice v
      JOIN current_entry n ON n.id=v.entry ORDER BY v.entry, v.id",
    dyads = "SELECT entry, actor, recipient, date_begin, date_end, event, quad, goldstein, object AS object_class, status, sources FROM dyad
      ORDER BY date_begin, entry, actor, recipient",
    documents = "SELECT d.name AS document, d.source AS newspaper, d.title, d.url, t.date AS published, t.language, d.version, d.current, t.text
      FROM document d JOIN text t ON t.id=d.text ORDER BY d.id")
}

read_ledger <- function(file, what, stance = NULL, said_by = NULL) {
  narrowed <- spoken_of(what, stance, said_by)
  db <- DBI::dbConnect(RSQLite::SQLite(), file, flags = RSQLite::SQLITE_RO)
  on.exit(DBI::dbDisconnect(db))
  version <- DBI::dbGetQuery(db, "PRAGMA user_version")[[1]]
  if (version < 3) stop(file, ": a ledger of version ", version, "; `dateline ingest` brings it up to date")
  typed(DBI::dbGetQuery(db, ledger_question(what, narrowed), params = c(if (!is.null(stance)) list(stance = stance), if (!is.null(said_by)) list(said_by = said_by))))
}

# Days become Date, what is missing in a text "".
typed <- function(frame) {
  for (name in names(frame)) {
    column <- frame[[name]]
    if (name %in% c("date_begin", "date_end", "first_report", "last_report", "published")) {
      frame[[name]] <- as.Date(ifelse(is.na(column) | column == "", NA_character_, as.character(column)), format = "%Y-%m-%d")
    } else if (is.character(column)) {
      column[is.na(column)] <- ""
      frame[[name]] <- column
    } else if (is.logical(column) && all(is.na(column)) && name %in% c("said_by", "told_of_by", "denied_by")) {
      frame[[name]] <- rep("", nrow(frame))
    }
  }
  frame
}

# ---- CSV ----

numbers <- c("goldstein", "plover_score", "lat", "lon", "sources", "documents", "mentions", "confidence", "id", "version", "copies", "trigger_begin",
             "trigger_end", "evidence_begin", "evidence_end", "begin", "end")

read_rows <- function(file, what, asked) {
  frame <- utils::read.csv(file, colClasses = "character", na.strings = character(), check.names = FALSE, fileEncoding = "UTF-8")
  found <- if (all(c("status", "sources", "event") %in% names(frame))) "entries" else if ("trigger_begin" %in% names(frame)) "events" else ""
  if (found == "") stop(file, ": neither a ledger nor what `query --format csv`, `export --format csv` or `code --format jsonl` print")
  if (asked && what != found) stop(file, ": holds ", found, ", not ", what)
  for (name in intersect(names(frame), numbers)) {
    # Several of one row are parted by "; ": the first one counts.
    frame[[name]] <- as.numeric(ifelse(frame[[name]] == "", NA, sub(";.*", "", frame[[name]])))
  }
  if (found == "entries") names(frame)[names(frame) == "id"] <- "entry"
  typed(frame)
}
