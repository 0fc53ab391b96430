# Works out headline figures of a release again, from released numbers alone: aggregates.csv beside this script.
# Base R, no package. Run in this folder:  Rscript reproduce.R
# Each figure is set beside the released one. Released numbers are rounded, so a figure matches where the difference
# is no larger than that rounding can make; otherwise the script stops with an error.

aggregates <- read.csv("aggregates.csv", stringsAsFactors = FALSE, fileEncoding = "UTF-8-BOM",
                       colClasses = c(check = "character", row = "character", name = "character"))

held <- function(check) any(aggregates$check == check)
take <- function(check, row, name) {
  found <- aggregates$value[aggregates$check == check & aggregates$row == row & aggregates$name == name]
  if (length(found) != 1) stop("aggregates.csv does not hold ", paste(check, row, name, sep = ", "))
  as.numeric(found)
}
shown <- function(x) paste0(format(x[1]), " (", format(x[2]), " to ", format(x[3]), ")")
outwards <- function(x, decimals) {
  # Limits are rounded away from the value; a limit that is a multiple already may miss it by the last bit.
  scale <- 10^decimals
  to <- function(limit, round_to) {
    if (abs(round(limit * scale) - limit * scale) < 1e-9) round(limit * scale) / scale else round_to(limit * scale) / scale
  }
  c(to(x[1], floor), to(x[2], ceiling))
}
done <- 0
report <- function(title, released, again, tolerance) {
  ok <- all(abs(released - again) <= tolerance + 1e-9)
  cat(title, "\n  released:        ", shown(released), "\n  worked out again:", shown(signif(again, 6)), "\n ",
      if (ok) "matches" else "DOES NOT MATCH", "\n\n")
  if (!ok) stop(title, ": the figure worked out again is not the released one.")
  done <<- done + 1
}

# 1. A share: people followed up, with Wilson's limits over all exact counts that the rounded ones may stand for.
#    Wilson (1927), J Am Stat Assoc 22:209-212.
if (held("share")) {
  at <- function(name) take("share", "all", name)
  exact <- function(released) {
    counts <- max(0, released - at("round_to")):(released + at("round_to"))
    rounded <- if (at("midpoint") == 1) {
      ifelse(counts == 0, 0, ceiling(counts / at("round_to")) * at("round_to") - floor(at("round_to") / 2))
    } else floor(counts / at("round_to") + 0.5) * at("round_to")
    counts[rounded == released & (counts == 0 | counts > at("withhold_up_to"))]
  }
  pairs <- expand.grid(x = exact(at("numerator")), n = exact(at("denominator")))
  left <- pairs$n - pairs$x
  pairs <- pairs[left >= 0 & (left == 0 | left > at("withhold_up_to")), ]
  z <- qnorm(1 - (1 - at("level")) / 2)
  p <- pairs$x / pairs$n
  middle <- (p + z^2 / (2 * pairs$n)) / (1 + z^2 / pairs$n)
  half <- z * sqrt(p * (1 - p) / pairs$n + z^2 / (4 * pairs$n^2)) / (1 + z^2 / pairs$n)
  decimals <- at("decimals")
  share <- at("numerator") / at("denominator")
  again <- c(floor(share * 10^decimals + 0.5) / 10^decimals,
             outwards(c(max(0, min(share, middle - half)), min(1, max(share, middle + half))), decimals))
  report("1. Share of people due who were followed up", c(at("value"), at("lower"), at("upper")), again, 0)
}

# 2. An average change of everybody, put together from groups: each group's standard deviation follows from its own
#    interval, and the whole from those within and between groups. Student (1908), Biometrika 6:1-25.
if (held("mean")) {
  groups <- unique(aggregates$row[aggregates$check == "mean" & aggregates$row != "all"])
  column <- function(name) sapply(groups, function(group) take("mean", group, name))
  at <- function(name) take("mean", "all", name)
  n <- column("n")
  means <- column("value")
  halves <- (column("upper") - column("lower")) / 2
  unit <- 0.5 * 10^-at("decimals")
  together <- sum(n * means) / sum(n)
  half <- function(halves) {
    spread <- halves * sqrt(n) / qt(1 - (1 - at("level")) / 2, n - 1)
    squares <- sum((n - 1) * spread^2) + sum(n * (means - together)^2)
    qt(1 - (1 - at("level")) / 2, sum(n) - 1) * sqrt(squares / (sum(n) - 1)) / sqrt(sum(n))
  }
  again <- c(together, together - half(halves), together + half(halves))
  # What rounding can make: of the groups' averages and numbers, of their intervals, and of the released figure itself.
  of_mean <- unit + max(abs(means - together)) * length(n) * at("round_to") / 2 / sum(n) + unit
  of_half <- max(half(halves + unit) - half(halves), half(halves) - half(pmax(0, halves - unit)))
  report("2. Average change in the score, from groups", c(at("value"), at("lower"), at("upper")), again,
         c(of_mean, of_mean + of_half, of_mean + of_half))
}

# 3. Limits of a funnel plot: exact binomial limits round the share of all networks, by size.
#    Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, appendix A.1.1.
if (held("funnel")) {
  sizes <- unique(aggregates$row[aggregates$check == "funnel" & aggregates$row != "all"])
  centre <- take("funnel", "all", "centre")
  limit <- function(below, size) {
    r <- qbinom(below, size, centre)
    max(0, min(1, (r - (pbinom(r, size, centre) - below) / dbinom(r, size, centre)) / size))
  }
  for (size in c(sizes[1], sizes[length(sizes)])) {
    at <- function(name) take("funnel", size, name)
    again <- sapply(c(0.025, 0.975, 0.001, 0.999), limit, size = as.numeric(size))
    released <- c(at("lower_95"), at("upper_95"), at("lower_998"), at("upper_998"))
    report(paste0("3. Funnel limits of 95% for a network with ", size, " people due"),
           c(centre, released[1:2]), c(centre, again[1:2]), 0.0005)
    report(paste0("   Funnel limits of 99.8% for a network with ", size, " people due"),
           c(centre, released[3:4]), c(centre, again[3:4]), 0.0005)
  }
}

# 4. The change expected from regression to the mean alone: (1 - r) (mean of the reference - average at the start).
#    Davis (1976), Am J Epidemiol 104:493-498.
if (held("regression")) {
  at <- function(name) take("regression", "all", name)
  unit <- 0.5 * 10^-at("decimals")
  band <- sort((1 - c(at("r_lower"), at("r_upper"))) * (at("reference_mean") - at("mean_before")))
  again <- c(mean(band), band)
  released <- c(mean(c(at("lower"), at("upper"))), at("lower"), at("upper"))
  report("4. Change expected from regression to the mean alone (middle and ends of the band)", released, again,
         unit + (1 - at("r_lower")) * unit)
}

if (done == 0) stop("This release holds none of the figures that this script can work out again.")
cat(done, "figures match.\n")
