"""Where code_articles.py writes: Parquet and JSON on any file system that pyarrow knows, each file under its name only once it is whole.

A worker that is killed leaves at most a file whose name begins with an underscore, which readers of Parquet pass over; two that write the same file write the same bytes.
"""
import contextlib
import json
import posixpath
import uuid

from pyarrow import fs, parquet

SCHEMES = {"s3a": "s3", "s3n": "s3"}  # what Hadoop calls it, and Arrow


class Store:
    """A folder; processes are sent its address and what makes its files: version and data file, which stand in each."""

    def __init__(self, uri, made_by):
        scheme, rest = uri.split(":", 1)
        self.uri, self.made_by = uri, made_by
        self.files, self.root = fs.FileSystem.from_uri("%s:%s" % (SCHEMES.get(scheme, scheme), rest))

    def __reduce__(self):
        return Store, (self.uri, self.made_by)

    def path(self, *parts):
        return posixpath.join(self.root, *parts)

    def exists(self, *parts):
        return self.files.get_file_info(self.path(*parts)).type != fs.FileType.NotFound

    def clear(self, *parts):
        """A folder and all that is in it goes."""
        if self.exists(*parts):
            self.files.delete_dir(self.path(*parts))

    def sweep(self, *parts):
        """What was left half-written goes."""
        for info in self.files.get_file_info(fs.FileSelector(self.path(*parts), allow_not_found=True, recursive=True)):
            if info.type == fs.FileType.File and info.base_name.startswith("_"):
                self.files.delete_file(info.path)

    @contextlib.contextmanager
    def whole(self, *parts):
        """A stream; the file is there when all went well."""
        path = self.path(*parts)
        folder, name = posixpath.split(path)
        part = posixpath.join(folder, "_%s.%s" % (name, uuid.uuid4().hex))
        self.files.create_dir(folder, recursive=True)
        try:
            with self.files.open_output_stream(part) as stream:
                yield stream
            self.files.move(part, path)
        except BaseException:
            with contextlib.suppress(OSError):
                self.files.delete_file(part)
            raise

    # ---- JSON ----

    def keep(self, value, *parts):
        with self.whole(*parts) as stream:
            stream.write(json.dumps(value, indent=1, ensure_ascii=False).encode("utf-8", "surrogateescape") + b"\n")

    def kept(self, *parts):
        """What was kept, or None."""
        if not self.exists(*parts):
            return None
        with self.files.open_input_stream(self.path(*parts)) as stream:
            return json.loads(stream.read().decode("utf-8", "surrogateescape"))

    # ---- Parquet ----

    @contextlib.contextmanager
    def writer(self, schema, *parts):
        """Of tables: each that is written is a group of rows."""
        schema = schema.with_metadata({"dateline." + name: value for name, value in self.made_by.items()})
        with self.whole(*parts) as stream, parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
            yield lambda table: writer.write_table(table.cast(schema).combine_chunks(), row_group_size=max(1, table.num_rows))

    def groups(self, *parts):
        """The groups of rows of a file, as they were written."""
        with self.files.open_input_file(self.path(*parts)) as stream, parquet.ParquetFile(stream) as file:
            for number in range(file.num_row_groups):
                yield file.read_row_group(number).replace_schema_metadata(None)
