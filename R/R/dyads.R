# Directed dyads of countries, by month.

parts <- function(text) {
  found <- unique(trimws(strsplit(text, ";", fixed = TRUE)[[1]]))
  found[nzchar(found)]
}

# A row for each pair of an actor's and a recipient's country; of an act whose parties are all actors, both ways.
dyads <- function(frame) {
  if (all(c("actor", "recipient", "status", "date_begin", "date_end", "goldstein") %in% names(frame)) && !"actor_country" %in% names(frame)) return(frame)
  needed <- c("actor_country", "recipient_country", "recipient", "status", "date_begin", "date_end", "goldstein")
  if (!all(needed %in% names(frame))) stop("dyad_months: a frame of entries or events is asked for; it has no column ", paste(setdiff(needed, names(frame)), collapse = ", "))
  pairs <- lapply(seq_len(nrow(frame)), function(i) {
    actors <- parts(frame$actor_country[[i]])
    others <- if (nzchar(frame$recipient[[i]]) || nzchar(frame$recipient_country[[i]])) parts(frame$recipient_country[[i]]) else actors
    pair <- expand.grid(actor = actors, recipient = others, stringsAsFactors = FALSE)
    pair <- pair[pair$actor != pair$recipient, , drop = FALSE]
    if (nrow(pair)) cbind(pair, row = i)
  })
  pairs <- do.call(rbind, pairs)
  if (is.null(pairs)) pairs <- data.frame(actor = character(), recipient = character(), row = integer())
  cbind(pairs[c("actor", "recipient")], frame[pairs$row, c("date_begin", "date_end", "goldstein", "status")], row.names = NULL)
}

dyad_months <- function(x, complete = FALSE) {
  rows <- if (is.character(x) && length(x) == 1L && is_ledger(x)) read_ledger(x, "dyads") else dyads(if (is.character(x)) read_dateline(x) else x)
  month <- format(rows$date_begin, "%Y-%m")
  within <- !is.na(month) & month == format(rows$date_end, "%Y-%m")
  within[is.na(within)] <- FALSE
  left <- sum(!within)
  rows <- rows[within, ]
  key <- paste(rows$actor, rows$recipient, month[within])
  first <- !duplicated(key)
  counts <- data.frame(actor = rows$actor[first], recipient = rows$recipient[first], month = as.Date(sprintf("%s-01", month[within][first]), format = "%Y-%m-%d"),
                       stringsAsFactors = FALSE)
  total <- function(value) as.vector(rowsum(as.numeric(value), factor(key, levels = key[first]))[, 1])
  is <- function(...) rows$status %in% c(...)
  scale <- ifelse(is.na(rows$goldstein), 0, rows$goldstein)
  sums <- list(entries = rep(1, nrow(rows)), facts = is("reported", "corroborated"), claims = is("claimed"), disputed = is("disputed"), denied = is("denied"),
               announced = is("announced"), goldstein_facts = scale * is("reported", "corroborated"), goldstein_claims = scale * is("claimed", "disputed"))
  for (name in names(sums)) counts[[name]] <- if (nrow(rows)) total(sums[[name]]) else numeric()
  if (complete && nrow(counts)) counts <- completed(counts)
  counts <- counts[order(counts$actor, counts$recipient, counts$month), ]
  rownames(counts) <- NULL
  attr(counts, "left_out") <- left
  counts
}

# Months without an entry are rows of zeros, from the first month of the frame to its last.
completed <- function(counts) {
  months <- seq(min(counts$month), max(counts$month), by = "month")
  pairs <- unique(counts[c("actor", "recipient")])
  all <- merge(pairs, data.frame(month = months))
  counts <- merge(all, counts, all.x = TRUE)
  for (name in setdiff(names(counts), c("actor", "recipient", "month"))) counts[[name]][is.na(counts[[name]])] <- 0
  counts
}

as_events <- function(x, status = c("reported", "corroborated")) {
  if (is.character(x)) x <- read_dateline(x)
  needed <- c("status", "date_begin", "actor_code", "recipient_code", "cameo")
  if (!all(needed %in% names(x))) stop("as_events: a frame of entries or events is asked for; it has no column ", paste(setdiff(needed, names(x)), collapse = ", "))
  x <- x[x$status %in% status & !is.na(x$date_begin) & nzchar(x$cameo), ]
  pairs <- lapply(seq_len(nrow(x)), function(i) {
    actors <- parts(x$actor_code[[i]])
    others <- if ("recipient" %in% names(x) && !nzchar(x$recipient[[i]])) actors else parts(x$recipient_code[[i]])
    pair <- expand.grid(source = actors, target = others, stringsAsFactors = FALSE)
    pair <- pair[pair$source != pair$target, , drop = FALSE]
    if (nrow(pair)) cbind(date = x$date_begin[[i]], pair, code = x$cameo[[i]])
  })
  made <- do.call(rbind, pairs)
  if (is.null(made)) made <- data.frame(date = as.Date(character()), source = character(), target = character(), code = character())
  made <- made[order(made$date), ]
  rownames(made) <- NULL
  for (name in c("source", "target", "code")) made[[name]] <- factor(made[[name]])
  class(made) <- c("eventdata", "data.frame")
  made
}
