#!/usr/bin/env python3
"""Codes articles on Spark: Parquet, JSON Lines or WARC in, Parquet out by day of publication; then the entries that they tell, by the ledger's rules.

    spark-submit spark/code_articles.py --out OUT [--columns text=body,date=published] INPUT...

A run that was killed is started again with the same arguments and goes on where it stopped. docs/spark.md says what is written and how it runs on a cluster.
"""
import argparse
import functools
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import coding  # noqa: E402

from pyspark.sql import SparkSession, functions as F  # noqa: E402
from pyspark.sql.pandas.types import from_arrow_schema  # noqa: E402

import dateline  # noqa: E402
from dateline.core import data_file  # noqa: E402

SPAN = 4     # days that the ledger's rules take together: articles are held against those of the same span and of the ones beside it
MARGIN = 2   # spans that a slice has beyond its own, before and behind
SUFFIXES = {"parquet": (".parquet",), "jsonl": (".jsonl", ".jsonl.gz", ".json", ".ndjson", ".ndjson.gz"), "warc": (".warc", ".warc.gz")}


class Job:
    def __init__(self, spark, options):
        self.spark, self.options = spark, options
        self.data = os.path.basename(options.data)
        spark.sparkContext.addPyFile(coding.__file__)
        spark.sparkContext.addFile(options.data)

    # ---- files ----

    def path(self, *parts):
        return "/".join((self.options.out.rstrip("/"),) + parts)

    def done(self, *parts):
        """Spark writes _SUCCESS when a folder is whole."""
        mark = self.spark._jvm.org.apache.hadoop.fs.Path(self.path(*parts, "_SUCCESS"))
        return mark.getFileSystem(self.spark._jsc.hadoopConfiguration()).exists(mark)

    def write(self, frame, *parts, by=None):
        """A folder, whole or anew."""
        writer = frame.write.mode("overwrite").option("compression", "zstd")
        (writer.partitionBy(by) if by else writer).parquet(self.path(*parts))

    def found(self):
        """The files of the inputs, with their lengths, in the order of their names."""
        files = self.spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(self.options.input).select("path", "length").collect()
        if not files:
            raise SystemExit("code_articles: no files in %s" % " ".join(self.options.input))
        return sorted((row.path, row.length) for row in files)

    def batches(self):
        """What is coded together: (number, files). What earlier runs took together stays so; new files come behind."""
        known, number = {}, 0
        while self.done("inputs", "batch=%05d" % number):
            rows = self.spark.read.parquet(self.path("inputs", "batch=%05d" % number)).collect()
            known[number] = sorted((row.path, row.length) for row in rows)
            number += 1
        lengths = dict(pair for files in known.values() for pair in files)
        fresh = []
        for path, length in self.found():
            if path not in lengths:
                fresh.append((path, length))
            elif lengths[path] != length:
                raise SystemExit("code_articles: %s has changed since it was taken; give what is new as a file of its own" % path)
        while fresh:
            kind = kind_of(fresh[0][0], self.options.kind)
            some = [pair for pair in fresh if kind_of(pair[0], self.options.kind) == kind][:self.options.files]
            self.write(self.spark.createDataFrame(some, "path string, length long").coalesce(1), "inputs", "batch=%05d" % number)
            known[number] = some
            fresh = [pair for pair in fresh if pair not in some]
            number += 1
        return sorted(known.items())

    # ---- coding ----

    def read(self, files):
        paths = [path for path, _ in files]
        kind = kind_of(paths[0], self.options.kind)
        # An archive is one row: only one of them at a time in a worker's memory.
        self.spark.conf.set("spark.sql.execution.arrow.maxRecordsPerBatch", 1 if kind == "warc" else coding.BATCH)
        if kind == "warc":
            return self.spark.read.format("binaryFile").load(paths).select(F.col("path").alias("_input"), F.lit(0).cast("long").alias("_block"), "content")
        place = [F.col("_metadata.file_path").alias("_input"), F.col("_metadata.file_block_start").alias("_block")]
        if kind == "jsonl":
            return self.spark.read.text(paths).select(*place, F.col("value").alias("line")).where(F.trim("line") != "")
        frame = self.spark.read.parquet(*paths)
        wanted = set(self.options.columns.get(name, name) for name in ("text",) + coding.FIELDS)
        return frame.select(*place, *[F.col(name).cast("string").alias(name) for name in frame.columns if name in wanted])

    def code(self, number, files):
        """The rows of a batch, coded once; its tables are made of them."""
        batch = "batch=%05d" % number
        if not self.done("coded", batch):
            work = functools.partial(coding.code, columns=self.options.columns, data=self.data)
            frame = self.read(files).mapInArrow(work, from_arrow_schema(coding.coded_schema()))
            # The order in a file is the input's: what is written does not depend on how a run went.
            self.write(frame.sortWithinPartitions("date", "input", "block", "row"), "coded", batch, by="date")
        coded = self.spark.read.option("basePath", self.path("coded", batch)).parquet(self.path("coded", batch)).withColumn("date", F.col("date").cast("string"))
        if not self.done("quarantine", batch):
            bad = coded.where("reason is not null").select("input", "block", "row", "reason", F.col("line").alias("given"))
            self.write(bad.orderBy("input", "block", "row").coalesce(1), "quarantine", batch)
        good = coded.where("reason is null")
        if not self.done("documents", batch):
            frame = good.select("input", "block", "row", "text_key", "document", "newspaper", "title", "url", "language", F.size("events").alias("events"), "date")
            self.write(frame.sortWithinPartitions("date", "input", "block", "row"), "documents", batch, by="date")
        for kind in coding.KINDS:
            if not self.done(kind, batch):
                # Their own `date` is the event's, that of the folder the article's.
                frame = good.select("input", "block", "row", F.col("date").alias("published_on"), F.posexplode(kind).alias("place", "one"))
                frame = frame.sortWithinPartitions("published_on", "input", "block", "row", "place").select("published_on", "input", "row", "one.*")
                self.write(frame, kind, batch, by="published_on")

    # ---- entries ----

    def entries(self):
        """What tells of one event, over all articles."""
        coded = self.spark.read.option("basePath", self.path("coded")).parquet(self.path("coded")).where("reason is null")
        coded = coded.select("input", "block", "row", "text_key", "identity", "line", F.col("date").cast("date").alias("day"))
        components = self.components(coded)
        buckets = F.pmod(F.xxhash64("component"), F.lit(self.options.buckets)).cast("int")
        placed = coded.join(components, "text_key").withColumn("bucket", buckets)
        placed = placed.repartition(self.options.buckets, "bucket").sortWithinPartitions("bucket", "input", "block", "row").select("bucket", "line")
        for kind in ("entries", "voices"):
            work = functools.partial(coding.entries, data=self.data, kind=kind)
            self.write(placed.mapInArrow(work, from_arrow_schema(coding.entry_schema(kind))), kind)

    def components(self, coded):
        """Texts that must be looked at together, as (text_key, component)."""
        per = max(1, self.options.slice_days // SPAN)
        span = F.floor((F.datediff("day", F.lit("1970-01-01")) + 1000000) / SPAN)
        first, last = F.floor((span - MARGIN) / per), F.floor((span + MARGIN) / per)
        # Texts without a date are held against each other alone.
        slices = F.when(F.col("day").isNull(), F.array(F.lit(-1).cast("long"))).otherwise(F.sequence(first, last))
        sliced = coded.withColumn("slice", F.explode(slices)).repartition("slice").sortWithinPartitions("slice", "input", "block", "row").select("slice", "line")
        pairs = sliced.mapInArrow(functools.partial(coding.links, data=self.data), "a string, b string")
        # Versions of one article and texts under one name, whatever their days.
        named = coded.where("identity != ''").groupBy("identity").agg(F.min("text_key").alias("b"), F.collect_set("text_key").alias("all"))
        pairs = pairs.union(named.select(F.explode("all").alias("a"), "b")).where("a != b").distinct().localCheckpoint()
        both = pairs.union(pairs.select("b", "a"))
        labels = coded.select("text_key").distinct().select("text_key", F.col("text_key").alias("component")).localCheckpoint()
        linked = both.select("a").distinct().select(F.col("a").alias("text_key"), F.col("a").alias("component")).localCheckpoint()
        while True:
            least = both.join(linked.withColumnRenamed("text_key", "b"), "b").groupBy("a").agg(F.min("component").alias("other"))
            new = linked.join(least, linked.text_key == least.a).select("text_key", F.least("component", "other").alias("component"))
            # And what that one's is by now: half as many rounds.
            jump = new.select(F.col("text_key").alias("component"), F.col("component").alias("next"))
            new = new.join(jump, "component", "left").select("text_key", F.coalesce("next", "component").alias("component")).localCheckpoint()
            changed = new.alias("n").join(linked.alias("o"), "text_key").where("n.component != o.component").limit(1).count()
            linked = new
            if not changed:
                break
        found = linked.withColumnRenamed("component", "found")
        return labels.join(found, "text_key", "left").select("text_key", F.coalesce("found", "component").alias("component"))

    def run(self):
        batches = self.batches()
        for number, files in batches:
            self.code(number, files)
        self.entries()
        rows = dict((kind, self.spark.read.parquet(self.path(kind)).count()) for kind in ("documents", "events", "quarantine", "entries"))
        print("%s: %s" % (self.options.out, ", ".join("%d %s" % (rows[kind], "bad documents" if kind == "quarantine" else kind) for kind in rows)))


def kind_of(path, kind):
    if kind:
        return kind
    for name, endings in SUFFIXES.items():
        if path.endswith(endings):
            return name
    raise SystemExit("code_articles: %s: neither Parquet, JSON Lines nor WARC by its name; --kind tells" % path)


def parsed(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("input", nargs="+", help="files, folders or patterns, on any file system that Spark reads")
    parser.add_argument("--out", required=True, help="folder of the tables")
    parser.add_argument("--data", default=data_file(), help="data file; by default the package's own")
    parser.add_argument("--kind", choices=sorted(SUFFIXES), help="of the inputs; by default by their names")
    parser.add_argument("--columns", default="", help="what text, id, date, title, source, url, language are called: text=body,date=published")
    parser.add_argument("--files", type=int, default=64, help="input files that are coded together, and anew where a run was killed in between")
    parser.add_argument("--slice-days", type=int, default=28, help="days whose articles are looked at together for entries; 4 to look at as few as can be")
    parser.add_argument("--buckets", type=int, default=16, help="tasks that make entries")
    options = parser.parse_args(arguments)
    options.columns = dict(pair.split("=", 1) for pair in options.columns.split(",") if pair)
    return options


def main():
    options = parsed(sys.argv[1:])
    spark = SparkSession.builder.appName("dateline").getOrCreate()
    try:
        Job(spark, options).run()
    finally:
        spark.stop()


if __name__ == "__main__":
    main()
