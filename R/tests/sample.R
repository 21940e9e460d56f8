# Of the made-up rows that come with the package.
library(dateline)
file <- system.file("extdata", "entries.csv", package = "dateline")
entries <- read_dateline(file)
stopifnot(nrow(entries) == 9, inherits(entries$date_begin, "Date"), is.numeric(entries$goldstein), entries$date[5] == "2022-02", entries$entry == 1:9)

months <- dyad_months(entries)
row <- function(actor, recipient, month) months[months$actor == actor & months$recipient == recipient & months$month == as.Date(month), ]
stopifnot(
  attr(months, "left_out") == 1, # a year is not within one month
  row("FRD", "SYL", "2022-01-01")$entries == 2, # the aid, and the mutual visit
  row("SYL", "FRD", "2022-01-01")$facts == 1, # the visit the other way
  row("SYL", "FRD", "2022-02-01")$claims == 1, row("SYL", "FRD", "2022-02-01")$disputed == 1, row("SYL", "FRD", "2022-02-01")$facts == 0,
  row("SYL", "FRD", "2022-02-01")$goldstein_claims == -20, row("SYL", "FRD", "2022-02-01")$goldstein_facts == 0,
  row("FRD", "SYL", "2022-02-01")$goldstein_facts == -8, # a month's span is within its month
  row("OST", "SYL", "2022-04-01")$denied == 1, row("OST", "SYL", "2022-04-01")$goldstein_claims == 0,
  row("FRD", "OST", "2022-03-01")$announced == 1)
full <- dyad_months(file, complete = TRUE)
stopifnot(nrow(full) == 4 * nrow(unique(full[c("actor", "recipient")])), sum(full$entries) == sum(months$entries), !anyNA(full))
none <- dyad_months(entries[0, ])
stopifnot(nrow(none) == 0, identical(names(none), names(months)))

rows <- as_events(entries)
stopifnot(identical(names(rows), c("date", "source", "target", "code")), inherits(rows, "eventdata"), inherits(rows$date, "Date"), is.factor(rows$code),
          !is.unsorted(rows$date), nrow(rows) == 6, as.character(rows$code[rows$date == as.Date("2022-01-04")]) == "070")
stopifnot(nrow(as_events(entries, c("claimed", "disputed"))) == 2, nrow(as_events(entries[0, ])) == 0)

fails <- function(call, words) grepl(words, tryCatch({ call; "" }, error = conditionMessage), fixed = TRUE)
other <- tempfile(fileext = ".csv")
writeLines("a,b\n1,2", other)
stopifnot(fails(read_dateline("nowhere.db"), "no such file"), fails(read_dateline(file, "voices"), "holds entries"), fails(read_dateline(other), "neither a ledger"),
          fails(read_dateline(file, stance = "denies"), "of a ledger alone"), fails(read_dateline(file, stance = "hates"), "should be one of"))
writeLines("{\"doc\":", other)
stopifnot(fails(read_dateline(other), ":1: "))
stopifnot(fails(dyad_months(data.frame(a = 1)), "no column"))
