#!/usr/bin/env python3
"""Codes articles on Spark: Parquet, JSON Lines or WARC in, Parquet out by day of publication; then the entries that they tell, by the ledger's rules.

    spark-submit spark/code_articles.py --out OUT [--columns text=body,date=published] INPUT...

A run that was killed is started again with the same arguments and goes on where it stopped. docs/spark.md says what is written and how it runs on a cluster.
"""
import argparse
import collections
import functools
import itertools
import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import coding  # noqa: E402
import storing  # noqa: E402
from storing import Store  # noqa: E402

from pyspark.sql import SparkSession, functions as F  # noqa: E402
from pyspark.sql.pandas.types import from_arrow_schema  # noqa: E402

import dateline  # noqa: E402
from dateline.core import data_file  # noqa: E402

SPAN = 4     # days that the ledger's rules take together: articles are held against those of the same span and of the ones beside it
MARGIN = 2   # spans that a slice has beyond its own, before and behind
SPLIT = 8 << 20  # bytes of a file that are a task: some thousands of articles. It is fixed, so that where a row stood does not depend on how many cores read
AT_ONCE = "spark.sql.execution.arrow.maxRecordsPerBatch"
FOLDERS = ("coded", "documents") + coding.KINDS + (coding.QUARANTINE,)
SUFFIXES = {"parquet": (".parquet",), "jsonl": (".jsonl", ".jsonl.gz", ".json", ".ndjson", ".ndjson.gz"), "warc": (".warc", ".warc.gz")}


class Job:
    def __init__(self, spark, options):
        self.spark, self.options = spark, options
        self.data = os.path.basename(options.data)
        out = spark._jvm.org.apache.hadoop.fs.Path(options.out)
        qualified = out.getFileSystem(spark._jsc.hadoopConfiguration()).makeQualified(out).toUri().toString()
        self.store = Store(qualified, dateline.load(options.data, threads=1).made_by)
        if not spark.sparkContext.getConf().contains("spark.sql.shuffle.partitions"):
            spark.conf.set("spark.sql.shuffle.partitions", 2 * spark.sparkContext.defaultParallelism)
        # Each piece that is read becomes a file of rows in its order: nothing of how a run went is in it.
        spark.conf.set("spark.sql.files.maxPartitionBytes", SPLIT)
        spark.conf.set("spark.sql.files.openCostInBytes", SPLIT)
        for module in coding, storing:
            spark.sparkContext.addPyFile(module.__file__)
        spark.sparkContext.addFile(options.data)

    # ---- files ----

    def found(self):
        """The files of the inputs, with their lengths, in the order of their names."""
        conf, files = self.spark._jsc.hadoopConfiguration(), {}
        for name in self.options.input:
            pattern = self.spark._jvm.org.apache.hadoop.fs.Path(name)
            reached = pattern.getFileSystem(conf)
            for status in reached.globStatus(pattern) or ():
                listed = reached.listFiles(status.getPath(), True)
                while listed.hasNext():
                    one = listed.next()
                    inside = one.getPath().toString()[len(status.getPath().toString()):]
                    if not any(part.startswith(("_", ".")) for part in inside.split("/")):  # what Hadoop takes to be hidden
                        files[one.getPath().toString()] = one.getLen()
        if not files:
            raise SystemExit("code_articles: no files in %s" % " ".join(self.options.input))
        return sorted(files.items())

    def whole(self):
        """The numbers of batches that are done."""
        return itertools.takewhile(lambda number: self.store.exists(*result_of(number)), itertools.count())

    def batches(self):
        """What is coded together: (number, files). What is coded already stays as it was taken; other files come behind."""
        lengths, whole = {}, list(self.whole())
        for number in whole:
            plan = self.store.kept(*plan_of(number))
            if plan["made_by"] != self.store.made_by:
                raise SystemExit("code_articles: %s was made by %s, not by %s; give another --out" % (self.options.out, told(plan["made_by"]), told(self.store.made_by)))
            lengths.update(plan["files"])
        by_kind, batches = {}, []
        for path, length in self.found():
            if path not in lengths:
                by_kind.setdefault(kind_of(path, self.options.kind), []).append([path, length])
            elif lengths[path] != length:
                raise SystemExit("code_articles: %s has changed since it was taken; give what is new as a file of its own" % path)
        for _, files in sorted(by_kind.items()):
            batches += [files[start:start + self.options.files] for start in range(0, len(files), self.options.files)]
        return enumerate(batches, len(whole))

    # ---- coding ----

    def read(self, paths, kind):
        # What goes to a worker at once: articles, then loads of some hundred coded ones. An archive is one row: only one of them at a time in a worker's memory.
        self.spark.conf.set(AT_ONCE, 1 if kind == "warc" else 16)
        if kind == "warc":
            return self.spark.read.format("binaryFile").load(paths).select(F.col("path").alias("_input"), F.lit(0).cast("long").alias("_block"), "content")
        place = [F.col("_metadata.file_path").alias("_input"), F.col("_metadata.file_block_start").alias("_block")]
        if kind == "jsonl":
            return self.spark.read.text(paths).select(*place, F.col("value").alias("_line")).where(F.trim("_line") != "")
        frame = self.spark.read.parquet(*paths)
        wanted = set(self.options.columns.get(name, name) for name in ("text",) + coding.FIELDS)
        return frame.select(*place, *[F.col(name).cast("string").alias(name) for name in frame.columns if name in wanted])

    def plan(self, number, files):
        """Says what a batch is made of. What a killed run has left of it stays where that was the same."""
        plan = {"made_by": self.store.made_by, "files": files}
        if self.store.kept(*plan_of(number)) != plan:
            for kind in FOLDERS:
                self.store.clear(kind, name_of(number))
            self.store.keep(plan, *plan_of(number))
        for kind in FOLDERS:
            self.store.sweep(kind, name_of(number))

    def code(self, number, files):
        """The rows of a batch are coded once, and its tables made of them."""
        batch, paths = name_of(number), [path for path, _ in files]
        kind = kind_of(paths[0], self.options.kind)
        self.plan(number, files)
        self.spark.sparkContext.setJobDescription("dateline: " + batch)
        work = functools.partial(coding.code, kind=kind, columns=self.options.columns, data=self.data, store=self.store, batch=batch)
        loads = self.read(paths, kind).mapInArrow(work, from_arrow_schema(coding.LOAD))
        # One file a day, in the order of the input, however many tasks make it.
        loads = loads.repartition(self.spark.sparkContext.defaultParallelism, "folder").sortWithinPartitions("folder", "input", "block", "number").select("folder", "rows")
        counts = added(loads.mapInArrow(functools.partial(coding.tables, store=self.store, batch=batch), from_arrow_schema(coding.MADE)).collect())
        if coding.QUARANTINE not in counts:
            coding.no_bad(self.store, batch)
        self.store.keep({"made_by": self.store.made_by, "rows": {kind: counts.get(kind, 0) for kind in FOLDERS[1:]}}, *result_of(number))

    # ---- entries ----

    def entries(self):
        """What tells of one event, over all articles."""
        self.spark.sparkContext.setJobDescription("dateline: slices and components")
        self.spark.conf.set(AT_ONCE, coding.BATCH)
        folder = self.options.out.rstrip("/") + "/coded"
        coded = self.spark.read.option("basePath", folder).parquet(*[folder + "/" + name_of(number) for number in self.whole()]).where("reason is null")
        coded = coded.select("input", "block", "row", "text_key", "identity", "line", F.col("date").cast("date").alias("day"))
        components = self.components(coded)
        buckets = F.pmod(F.xxhash64("component"), F.lit(self.options.buckets)).cast("int")
        placed = coded.join(components, "text_key").withColumn("bucket", buckets)
        placed = placed.repartition(self.options.buckets, "bucket").sortWithinPartitions("bucket", "input", "block", "row").select("bucket", "line")
        for kind in coding.TABLES:
            self.store.clear(kind)
        work = functools.partial(coding.entries, data=self.data, store=self.store)
        return added(placed.mapInArrow(work, from_arrow_schema(coding.MADE)).collect())

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
        for number, files in self.batches():
            self.code(number, files)
        rows = collections.Counter()
        for number in self.whole():
            rows.update(self.store.kept(*result_of(number))["rows"])
        if self.options.entries:
            rows.update(self.entries())
        print("%s: %s" % (self.options.out, ", ".join("%d %s" % (rows[kind], "bad documents" if kind == coding.QUARANTINE else kind)
                                                      for kind in ("documents", "events", coding.QUARANTINE) + ("entries",) * self.options.entries)))


def name_of(number):
    return "batch=%05d" % number


def plan_of(number):
    """The file that says what a batch is made of; and the one that says that it is whole, and what it has."""
    return "batches", "%05d.json" % number


def result_of(number):
    return "batches", "%05d.done.json" % number


def added(rows):
    counts = {}
    for row in rows:
        counts[row.kind] = counts.get(row.kind, 0) + row["count"]
    return counts


def told(made_by):
    return ", ".join("%s %.16s" % pair if pair[0] != "program" else pair[1] for pair in sorted(made_by.items(), reverse=True))


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
    parser.add_argument("--no-entries", dest="entries", action="store_false", help="code alone: entries are made by the next run without it")
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
