# The compared tables with data.table, as an analyst would write them: Rscript tables.R FOLDER OUT.json
# It checks nothing, keeps the NHS numbers, and accounts for no row: it is given clean exports.
suppressPackageStartupMessages(library(data.table))
arguments <- commandArgs(trailingOnly = TRUE)
setDTthreads(0)
started <- proc.time()[["elapsed"]]
read <- function(name) fread(file.path(arguments[1], "exports", name), colClasses = "character")
day <- function(text) as.IDate(fast_day(text))
fast_day <- function(text) { # each different text once
  different <- unique(text)
  as.IDate(different, "%d/%m/%Y")[match(text, different)]
}
referral <- read("referrals.csv")
setnames(referral, c("id", "nhs", "received", "gender", "ethnicity", "pcn"))
referral[, received := day(received)]
referral[, gender := fcase(gender %in% c("M", "Male"), "1", gender %in% c("F", "Female"), "2", default = "not_known")]
referral[, ethnicity := fcase(ethnicity == "Z", "not_stated", ethnicity == "99", "not_known", rep(TRUE, .N), ethnicity)]
referral[, year := {
  from <- year(received) - (month(received) < 4)
  sprintf("%d-%02d", from, (from + 1) %% 100)
}]
window <- as.IDate(c("2021-04-01", "2024-03-31"))
data_date <- as.IDate("2025-03-31")

contact <- read("contacts.csv")
setnames(contact, c("id", "date", "mode", "attendance", "minutes"))
contact[, date := day(date)]
first_met <- contact[attendance == "Attended", .(met = min(date)), by = id]
referral[first_met, on = "id", met := i.met]
referral[, days := fifelse(met >= received, as.integer(met - received), NA_integer_)]

score <- read("scores.csv")
setnames(score, c("id", "date", "stage", "score"))
score[, `:=`(date = day(date), score = as.integer(round(as.numeric(score) * 10)))]
score[referral, on = "id", nhs := i.nhs]
baseline <- score[stage == "Baseline"][order(nhs, date)]
baseline[, next_date := fifelse(shift(nhs, type = "lead", fill = "") == nhs, shift(date, type = "lead"), as.IDate(NA))]
baseline <- unique(baseline[date >= window[1] & date <= window[2]], by = "nhs")
after <- baseline[, .(nhs, start = date, next_date)][score[stage == "Follow-up", .(nhs, date, score)], on = "nhs", nomatch = NULL]
after[, gap := as.integer(date - start)]
after <- after[gap >= 28 & gap <= 365 & (is.na(next_date) | date <= next_date)][order(nhs, date)]
# Whole-table forms, which data.table does fast: the last row of each person, and the least gap.
last <- unique(after, by = "nhs", fromLast = TRUE)[, .(nhs, after_score = score)]
last[after[, .(least = min(gap)), by = nhs], on = "nhs", in_time := i.least <= 180]
baseline[last, on = "nhs", `:=`(after_score = i.after_score, in_time = i.in_time)]
baseline[, due := as.integer(data_date - date) >= 180]
baseline[referral, on = "id", `:=`(pcn = i.pcn, gender = i.gender, ethnicity = i.ethnicity)]
baseline[, change := after_score - score]

received <- referral[received >= window[1] & received <= window[2]]
cells <- function(rows, columns, work) {
  parts <- list(all = work(rows))
  for (name in names(columns)) {
    found <- rows[, .(value = list(work(.SD))), by = c(columns[[name]])]
    parts[paste0(name, "|", found[[1]])] <- found$value
  }
  parts
}
by_time <- c(year = "year", pcn = "pcn", gender = "gender", ethnic_category = "ethnicity")
of_people <- by_time[-1]
# Whole numbers may pass R's integers: sums are taken as doubles, exact up to 2^53.
tables <- list(
  referrals = cells(received, by_time, function(d) nrow(d)),
  paired = cells(baseline[!is.na(change)], of_people, function(d) c(nrow(d), sum(as.numeric(d$change)), sum(as.numeric(d$change)^2))),
  follow_up = cells(baseline[due == TRUE], of_people, function(d) c(nrow(d), sum(d$in_time, na.rm = TRUE))),
  waits = cells(received[!is.na(days)], c(pcn = "pcn"), function(d) c(nrow(d), median(as.numeric(d$days))))
)
seconds <- proc.time()[["elapsed"]] - started
number <- function(v) format(v, digits = 17, scientific = FALSE, trim = TRUE)
json <- function(v) if (length(v) == 1) number(v) else paste0("[", paste(number(v), collapse = ","), "]")
lines <- vapply(tables, function(part) paste0("{", paste0('"', names(part), '":', vapply(part, json, ""), collapse = ","), "}"), "")
memory <- if (file.exists("/proc/self/status")) as.numeric(gsub("[^0-9]", "", grep("VmHWM", readLines("/proc/self/status"), value = TRUE))) * 1024 / 1e6 else NA
writeLines(paste0('{"seconds":', number(seconds), ',"megabytes":', number(memory), ',"tables":{', paste0('"', names(tables), '":', lines, collapse = ","), "}}"), arguments[2])
