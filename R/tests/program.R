# Of what the program made; DATELINE_OUTPUT is a folder with news.db, entries.csv, mentions.csv and coded.jsonl of the same articles.
library(dateline)
folder <- Sys.getenv("DATELINE_OUTPUT")
if (nzchar(folder)) {
  ledger <- file.path(folder, "news.db")
  entries <- read_dateline(ledger)
  printed <- read_dateline(file.path(folder, "entries.csv"))
  entries <- entries[order(entries$entry), ]
  printed <- printed[order(printed$entry), ]
  stopifnot(nrow(entries) > 100, !anyDuplicated(entries$entry))
  for (name in c("entry", "status", "date", "date_begin", "date_end", "event", "cameo", "goldstein", "sources", "documents", "mentions", "first_report", "trigger", "evidence"))
    stopifnot(identical(unname(as.character(entries[[name]])), unname(as.character(printed[[name]]))))

  # Dyads of the ledger's table and those made of an entry's columns.
  a <- dyad_months(ledger)
  b <- dyad_months(printed)
  stopifnot(nrow(a) > 50, isTRUE(all.equal(a, b)), attr(a, "left_out") == attr(b, "left_out"))
  db <- DBI::dbConnect(RSQLite::SQLite(), ledger, flags = RSQLite::SQLITE_RO)
  sums <- DBI::dbGetQuery(db, "SELECT actor, recipient, count(*) AS entries, sum(CASE WHEN status IN ('reported','corroborated') THEN goldstein ELSE 0 END) AS goldstein
    FROM dyad WHERE date_begin<>'' AND substr(date_begin,1,7)=substr(date_end,1,7) GROUP BY actor, recipient, substr(date_begin,1,7) ORDER BY actor, recipient, substr(date_begin,1,7)")
  DBI::dbDisconnect(db)
  stopifnot(identical(as.numeric(sums$entries), a$entries), isTRUE(all.equal(sums$goldstein, a$goldstein_facts)))

  # What somebody denies, by whom, and what is condemned: as `query --stance` prints it.
  for (asked in list(list("denies", NULL), list("denies", "ministry"), list("condemns", NULL))) {
    name <- paste(c("stance", unlist(asked)), collapse = "-")
    wanted <- read_dateline(file.path(folder, paste0(name, ".csv")))
    found <- read_dateline(ledger, stance = asked[[1]], said_by = asked[[2]])
    stopifnot(nrow(found) > 0, identical(sort(as.integer(found$entry)), sort(as.integer(wanted$entry))))
    told <- read_dateline(ledger, "events", asked[[1]], asked[[2]])
    stopifnot(nrow(told) > 0, all(told$entry %in% found$entry))
  }
  stopifnot(inherits(try(read_dateline(ledger, "voices", "denies"), silent = TRUE), "try-error"),
            inherits(try(read_dateline(ledger, said_by = "ministry"), silent = TRUE), "try-error"))

  # Mentions: of the ledger, of CSV and of JSON Lines.
  events <- read_dateline(ledger, "events")
  coded <- read_dateline(file.path(folder, "coded.jsonl"))
  mentions <- read_dateline(file.path(folder, "mentions.csv"))
  stopifnot(nrow(events) == nrow(coded), nrow(events) == nrow(mentions), !anyDuplicated(paste(events$document, events$label)))
  key <- function(frame) frame[order(frame$document, frame$label), ]
  events <- key(events)
  coded <- key(coded)
  for (name in c("document", "label", "date", "date_begin", "date_end", "event", "cameo", "goldstein", "author", "trigger", "trigger_begin", "evidence",
                 "actor", "actor_code", "recipient_country"))
    stopifnot(isTRUE(all.equal(events[[name]], coded[[name]], check.attributes = FALSE)))
  # The status of a mention alone is that of an entry which has no other.
  alone <- events$entry %in% entries$entry[entries$mentions == 1]
  stopifnot(mean(events$status[alone] == coded$status[alone]) > 0.95)

  parties <- read_dateline(ledger, "parties")
  claims <- read_dateline(file.path(folder, "coded.jsonl"), "claims")
  stopifnot(nrow(parties) == nrow(read_dateline(file.path(folder, "coded.jsonl"), "parties")), nrow(claims) > 10,
            nrow(read_dateline(ledger, "voices")) > 10, nrow(read_dateline(ledger, "documents")) == length(unique(c(read_dateline(file.path(folder, "coded.jsonl"), "documents")$document))))
  stopifnot(nrow(as_events(ledger)) > 50, all(as.character(as_events(ledger)$source) != as.character(as_events(ledger)$target)))
}
