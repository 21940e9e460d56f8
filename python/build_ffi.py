"""The source of the extension, out of the public header: its declarations are what cffi is told of. usage: build_ffi.py HEADER OUT"""
import re
import sys

import cffi


def declarations(header):
    """The header without what the preprocessor reads: what is between the guards of C++."""
    text = re.sub(r"/\*.*?\*/", " ", header, flags=re.S)
    body = re.search(r'extern "C" \{\s*#endif(.*)#ifdef __cplusplus', text, re.S)[1]
    numbers = re.findall(r"^#define (DATELINE_[A-Z]+) (\d+)$", body, re.M)
    body = re.sub(r"^#.*$", "", body, flags=re.M).replace("DATELINE_API", "")
    return body + "".join("#define %s %s\n" % number for number in numbers)


def main(argv):
    with open(argv[1], encoding="utf-8") as file:
        header = file.read()
    ffi = cffi.FFI()
    ffi.cdef(declarations(header))
    ffi.set_source("dateline._dateline", '#include "dateline.h"')
    ffi.emit_c_code(argv[2])


if __name__ == "__main__":
    main(sys.argv)
