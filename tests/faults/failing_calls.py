"""What a small library, loaded before the system's own, makes of calls on a store's files: the n-th change or read fails."""

from __future__ import annotations

import ctypes
import subprocess
from pathlib import Path

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static char folder[PATH_MAX];
static long calls, wanted;
static int problem, lasting, fails_of;
enum { CHANGES, GROWS, READS };

void faults_arm(const char *where, long n, int error, int lasts, int of) {
    strncpy(folder, where, PATH_MAX - 1);
    calls = 0; wanted = n; problem = error; lasting = lasts; fails_of = of;
}
long faults_calls(void) { long n = calls; folder[0] = 0; calls = 0; wanted = 0; return n; }

static int fails(const char *path, int kind) {
    if (!folder[0] || strncmp(path, folder, strlen(folder))) return 0;
    if (fails_of == READS ? kind != READS : fails_of == GROWS ? kind != GROWS : kind == READS) return 0;
    calls++;
    if (!wanted || !(calls == wanted || (lasting && calls > wanted))) return 0;
    errno = problem;
    return 1;
}
static int fails_at(int file, int kind) {
    char link[64], path[PATH_MAX];
    int before = errno;
    if (!folder[0]) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n < 0) { errno = before; return 0; }
    path[n] = 0;
    return fails(path, kind);
}
#define REAL(type, name, kinds) static type (*real) kinds; if (!real) real = (type (*) kinds)dlsym(RTLD_NEXT, name)

ssize_t pwrite(int f, const void *b, size_t n, off_t at) {
    REAL(ssize_t, "pwrite", (int, const void *, size_t, off_t));
    if (fails_at(f, GROWS)) { int e = errno; real(f, b, n / 2, at); errno = e; return -1; }
    return real(f, b, n, at);
}
ssize_t pwrite64(int f, const void *b, size_t n, off64_t at) {
    REAL(ssize_t, "pwrite64", (int, const void *, size_t, off64_t));
    if (fails_at(f, GROWS)) { int e = errno; real(f, b, n / 2, at); errno = e; return -1; }
    return real(f, b, n, at);
}
ssize_t write(int f, const void *b, size_t n) {
    REAL(ssize_t, "write", (int, const void *, size_t));
    if (fails_at(f, GROWS)) { int e = errno; real(f, b, n / 2); errno = e; return -1; }
    return real(f, b, n);
}
int fsync(int f) { REAL(int, "fsync", (int)); return fails_at(f, CHANGES) ? -1 : real(f); }
int fdatasync(int f) { REAL(int, "fdatasync", (int)); return fails_at(f, CHANGES) ? -1 : real(f); }
int ftruncate(int f, off_t n) { REAL(int, "ftruncate", (int, off_t)); return fails_at(f, CHANGES) ? -1 : real(f, n); }
int ftruncate64(int f, off64_t n) {
    REAL(int, "ftruncate64", (int, off64_t));
    return fails_at(f, CHANGES) ? -1 : real(f, n);
}
int rename(const char *a, const char *b) {
    REAL(int, "rename", (const char *, const char *));
    return fails(a, CHANGES) ? -1 : real(a, b);
}
int unlink(const char *a) {
    REAL(int, "unlink", (const char *));
    return fails(a, CHANGES) ? -1 : real(a);
}
ssize_t pread(int f, void *b, size_t n, off_t at) {
    REAL(ssize_t, "pread", (int, void *, size_t, off_t));
    return fails_at(f, READS) ? -1 : real(f, b, n, at);
}
ssize_t pread64(int f, void *b, size_t n, off64_t at) {
    REAL(ssize_t, "pread64", (int, void *, size_t, off64_t));
    return fails_at(f, READS) ? -1 : real(f, b, n, at);
}
ssize_t read(int f, void *b, size_t n) {
    REAL(ssize_t, "read", (int, void *, size_t));
    return fails_at(f, READS) ? -1 : real(f, b, n);
}
int open(const char *p, int flags, ...) {
    REAL(int, "open", (const char *, int, ...));
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest);
    return (flags & O_CREAT) && fails(p, GROWS) ? -1 : real(p, flags, mode);
}
int open64(const char *p, int flags, ...) {
    REAL(int, "open64", (const char *, int, ...));
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest);
    return (flags & O_CREAT) && fails(p, GROWS) ? -1 : real(p, flags, mode);
}
"""


def build(folder: Path) -> Path:
    """Compile the library; it has to be named in ``LD_PRELOAD`` of the program whose calls are to fail."""
    source, library = folder / "faults.c", folder / "faults.so"
    source.write_text(SOURCE, encoding="ascii")
    subprocess.run(["gcc", "-shared", "-fPIC", "-O1", "-o", str(library), str(source), "-ldl"], check=True)
    return library


#: Which calls are counted and fail: all that change a file, those that need room, or those that read.
CHANGES, GROWS, READS = range(3)


def arm(where: Path, number: int, error: int, *, lasting: bool, calls: int) -> None:
    """Let the ``number``-th of these calls on a file below ``where`` fail from now on; 0 only counts."""
    ctypes.CDLL(None).faults_arm(str(where).encode(), ctypes.c_long(number), error, int(lasting), calls)


def disarm() -> int:
    """Let every call go through again, and give how many there were."""
    counted = ctypes.CDLL(None).faults_calls
    counted.restype = ctypes.c_long
    return int(counted())
