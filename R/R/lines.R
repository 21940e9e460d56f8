# JSON Lines of `dateline code`.

read_lines <- function(file, what) {
  if (!what %in% c("events", "parties", "claims", "documents")) stop(file, ": JSON Lines of `code` hold events, parties, claims and documents, not ", what)
  lines <- readLines(file, warn = FALSE, encoding = "UTF-8")
  lines <- lines[nzchar(trimws(lines))]
  rows <- lapply(seq_along(lines), function(i) {
    object <- tryCatch(jsonlite::fromJSON(lines[[i]], simplifyVector = FALSE), error = function(e) stop(file, ":", i, ": ", conditionMessage(e), call. = FALSE))
    if (is.null(object$doc)) stop(file, ":", i, ": not what `code --format jsonl` prints", call. = FALSE)
    switch(what, events = event_rows(object), parties = party_rows(object), claims = claim_rows(object), documents = list(document_row(object)))
  })
  as_frame(unlist(rows, recursive = FALSE), line_columns[[what]])
}

line_columns <- list(
  events = c("document", "label", "newspaper", "title", "url", "published", "status", "date", "date_begin", "date_end", "time_source", "event", "mode",
             "cameo", "quad", "goldstein", "plover_score", "context", "auxiliary", "author", "confidence", "origin", "trigger", "trigger_begin", "trigger_end",
             "evidence", "evidence_begin", "evidence_end", "actor", "actor_code", "actor_country", "actor_sector", "recipient", "recipient_code",
             "recipient_country", "recipient_sector", "object", "object_class", "place", "place_country", "lat", "lon", "said_by", "denied_by"),
  parties = c("document", "label", "role", "name", "code", "country", "sector", "begin", "end", "event", "cameo", "goldstein", "date", "date_begin", "date_end"),
  claims = c("document", "label", "source", "source_code", "value", "event", "cameo", "goldstein", "date", "date_begin", "date_end", "evidence"),
  documents = c("document", "newspaper", "title", "url", "published", "language", "events"))

line_numbers <- c("goldstein", "plover_score", "confidence", "trigger_begin", "trigger_end", "evidence_begin", "evidence_end", "begin", "end", "lat", "lon", "events")

# A column is made whole: a data frame a row would be slow.
as_frame <- function(rows, columns) {
  frame <- lapply(columns, function(name) {
    if (name %in% line_numbers) return(vapply(rows, function(row) if (is.null(row[[name]])) NA_real_ else as.numeric(row[[name]]), 0))
    vapply(rows, function(row) if (is.null(row[[name]])) "" else as.character(row[[name]]), "")
  })
  typed(structure(frame, names = columns, row.names = .set_row_names(length(rows)), class = "data.frame"))
}

joined <- function(list, name) paste(vapply(list, function(item) if (is.null(item[[name]])) "" else as.character(item[[name]]), ""), collapse = "; ")

document_row <- function(object) {
  doc <- object$doc
  list(document = doc$id, newspaper = doc$source, title = doc$title, url = doc$url, published = doc$date, language = doc$language, events = length(object$events))
}

entities <- function(object) structure(object$entities, names = vapply(object$entities, function(e) e$id, ""))

# "E3" -> its name and code; "AUTHOR" is the text's own voice, null one who is not named.
source_of <- function(held, named) {
  id <- if (is.null(held$source)) "" else held$source
  if (id %in% names(named)) c(named[[id]]$name, named[[id]]$code) else c(if (id == "") "unnamed" else id, "")
}

# First and last day of an event; one that tells no day has that of its article.
days <- function(v) if (v$time_source %in% c("publication", "none")) c(v$date, v$date) else c(v$time$begin, v$time$end)

# The word of one mention, by the rules of the ledger (docs/ledger.md): an entry's counts all its mentions.
status_of <- function(author, auxiliary, asserts, denies) {
  ahead <- any(c("future", "hypothetical") %in% auxiliary)
  told <- author %in% c("CT+", "PR+") && !ahead && !"negated" %in% auxiliary
  claimed <- asserts && !ahead
  if (denies) return(if (told || claimed) "disputed" else "denied")
  if (told) "reported" else if (ahead && !claimed) "announced" else "claimed"
}

event_rows <- function(object) {
  named <- entities(object)
  denials <- Filter(function(link) link$type == "DENIES", object$links)
  lapply(object$events, function(v) {
    held <- Filter(function(h) !identical(h$source, "AUTHOR"), v$factuality)
    values <- vapply(held, function(h) h$value, "")
    who <- vapply(held, function(h) source_of(h, named)[[1]], "")
    author <- Filter(function(h) identical(h$source, "AUTHOR"), v$factuality)[[1]]$value
    deniers <- Filter(function(l) l$to == v$id, denials)
    acts <- Filter(function(other) other$id %in% vapply(deniers, function(l) l$from, ""), object$events)
    denied <- c(who[values %in% c("CT-", "PR-")], unlist(lapply(acts, function(act) if (length(act$actor)) joined(lapply(act$actor, name_of, named), "name"))))
    when <- days(v)
    c(list(document = object$doc$id, label = v$id, newspaper = object$doc$source, title = object$doc$title, url = object$doc$url, published = object$doc$date,
           status = status_of(author, unlist(v$auxiliary), any(values %in% c("CT+", "PR+")), length(deniers) > 0L || any(values %in% c("CT-", "PR-")) || author %in% c("CT-", "PR-")),
           date = v$date, date_begin = when[[1]], date_end = when[[2]], time_source = v$time_source, event = v$event, mode = v$mode, cameo = v$cameo,
           quad = v$quad, goldstein = v$goldstein, plover_score = v$plover_score, context = paste(unlist(v$context), collapse = " "),
           auxiliary = paste(unlist(v$auxiliary), collapse = " "), author = author, confidence = v$confidence, origin = v$origin,
           trigger = v$trigger$text, trigger_begin = v$trigger$begin, trigger_end = v$trigger$end, evidence = v$evidence$text,
           evidence_begin = v$evidence$begin, evidence_end = v$evidence$end, object = joined(v$object, "text"), object_class = joined(v$object, "class"),
           place = joined(v$place, "name"), place_country = joined(v$place, "country"), lat = if (length(v$place)) v$place[[1]]$lat,
           lon = if (length(v$place)) v$place[[1]]$lon, said_by = paste(who[values %in% c("CT+", "PR+")], collapse = "; "),
           denied_by = paste(unique(denied), collapse = "; ")),
      side("actor", v$actor, named), side("recipient", v$recipient, named))
  })
}

# The fullest name of a party is that of its entity.
name_of <- function(party, named) list(name = if (!is.null(party$entity) && party$entity %in% names(named)) named[[party$entity]]$name else party$text)

side <- function(role, parties, named) {
  structure(list(joined(lapply(parties, name_of, named), "name"), joined(parties, "code"), joined(parties, "country"), joined(parties, "sector")),
            names = c(role, paste0(role, c("_code", "_country", "_sector"))))
}

shared <- function(object, v) {
  when <- days(v)
  list(document = object$doc$id, label = v$id, event = v$event, cameo = v$cameo, goldstein = v$goldstein, date = v$date, date_begin = when[[1]], date_end = when[[2]],
       evidence = v$evidence$text)
}

party_rows <- function(object) {
  named <- entities(object)
  unlist(lapply(object$events, function(v) {
    row <- function(role) function(p) c(shared(object, v), list(role = role, name = name_of(p, named)$name, code = p$code, country = p$country, sector = p$sector, begin = p$begin, end = p$end))
    c(lapply(v$actor, row("actor")), lapply(v$recipient, row("recipient")))
  }), recursive = FALSE)
}

claim_rows <- function(object) {
  named <- entities(object)
  unlist(lapply(object$events, function(v) {
    held <- Filter(function(h) !identical(h$source, "AUTHOR"), v$factuality)
    lapply(held, function(h) c(shared(object, v), list(source = source_of(h, named)[[1]], source_code = source_of(h, named)[[2]], value = h$value)))
  }), recursive = FALSE)
}
