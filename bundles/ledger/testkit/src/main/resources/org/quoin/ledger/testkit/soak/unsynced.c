/*
 * Preloaded into a process, it notes what each write to a file below UNSYNCED_DIR replaces, before it is written, and how far a
 * sync has covered these notes: in UNSYNCED_LOG, which survives the process. So after kill -9 everything that was not synced
 * can be taken back, as a power cut takes it. With UNSYNCED_LIE set, a sync does nothing and says that it has done it.
 *
 * A note is { kind, bytes of content, inode, position, size of the file }, each of 8 bytes in the order of the machine, and the
 * content that is replaced. Kind 1 is a write or truncation; 2 a sync, whose position is that of the first note it does not
 * cover; 3 says that the file is gone. Names are durable at once.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WRITE = 1, SYNC = 2, GONE = 3 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int notes = -1;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static void fail(const char *what) {
    perror(what);
    _exit(70);
}

static int is_watched(int fd) {
    static const char *directory;
    char link[40], path[PATH_MAX];
    if (directory == NULL && (directory = getenv("UNSYNCED_DIR")) == NULL) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return strncmp(path, directory, strlen(directory)) == 0;
}

static void append(const void *bytes, size_t length) {
    if (notes < 0 && (notes = open(getenv("UNSYNCED_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600)) < 0)
        fail("unsynced: log");
    if (REAL(write)(notes, bytes, length) != (ssize_t)length) fail("unsynced: note");
}

static void note(uint64_t kind, uint64_t inode, uint64_t position, uint64_t size, const char *content, uint64_t length) {
    char *record = malloc(40 + length);
    uint64_t head[] = {kind, length, inode, position, size};
    memcpy(record, head, 40);
    if (length > 0) memcpy(record + 40, content, length);
    append(record, 40 + length);
    free(record);
}

/* Notes what lies between two positions of a file. */
static void note_content(int fd, off_t from, off_t to) {
    struct stat file;
    if (fstat(fd, &file) != 0) fail("unsynced: stat");
    size_t length = from >= file.st_size ? 0 : (size_t)((to < file.st_size ? to : file.st_size) - from);
    char link[40], *content = malloc(length + 1);
    if (length > 0) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
        int reader = open(link, O_RDONLY | O_CLOEXEC); /* the descriptor itself may be for writing only */
        if (reader < 0 || pread(reader, content, length, from) != (ssize_t)length) fail("unsynced: read");
        close(reader);
    }
    note(WRITE, file.st_ino, (uint64_t)from, (uint64_t)file.st_size, content, length);
    free(content);
}

ssize_t write(int fd, const void *bytes, size_t length) {
    if (!is_watched(fd)) return REAL(write)(fd, bytes, length);
    pthread_mutex_lock(&lock);
    off_t from = lseek(fd, 0, (fcntl(fd, F_GETFL) & O_APPEND) ? SEEK_END : SEEK_CUR);
    note_content(fd, from, from + (off_t)length);
    ssize_t written = REAL(write)(fd, bytes, length);
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t from) {
    if (!is_watched(fd)) return REAL(pwrite64)(fd, bytes, length, from);
    pthread_mutex_lock(&lock);
    note_content(fd, from, from + (off_t)length);
    ssize_t written = REAL(pwrite64)(fd, bytes, length, from);
    pthread_mutex_unlock(&lock);
    return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t from) { return pwrite64(fd, bytes, length, from); }

int ftruncate64(int fd, off64_t size) {
    if (!is_watched(fd)) return REAL(ftruncate64)(fd, size);
    pthread_mutex_lock(&lock);
    note_content(fd, size, LONG_MAX);
    int result = REAL(ftruncate64)(fd, size);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int synced(int fd, int (*sync)(int)) {
    struct stat file;
    if (!is_watched(fd)) return sync(fd);
    if (getenv("UNSYNCED_LIE") != NULL) return 0;
    pthread_mutex_lock(&lock);
    off_t covered = notes < 0 ? 0 : lseek(notes, 0, SEEK_END);
    pthread_mutex_unlock(&lock);
    int result = sync(fd);
    if (result == 0) {
        if (fstat(fd, &file) != 0) fail("unsynced: stat");
        pthread_mutex_lock(&lock);
        note(SYNC, file.st_ino, (uint64_t)covered, 0, NULL, 0);
        pthread_mutex_unlock(&lock);
    }
    return result;
}

int fsync(int fd) { return synced(fd, REAL(fsync)); }

int fdatasync(int fd) { return synced(fd, REAL(fdatasync)); }

/* An inode may be used again by another file. */
static void gone(const char *path) {
    struct stat file;
    if (getenv("UNSYNCED_DIR") == NULL || lstat(path, &file) != 0 || !S_ISREG(file.st_mode) || file.st_nlink > 1) return;
    pthread_mutex_lock(&lock);
    note(GONE, file.st_ino, 0, 0, NULL, 0);
    pthread_mutex_unlock(&lock);
}

int unlink(const char *path) {
    gone(path);
    return REAL(unlink)(path);
}

int remove(const char *path) {
    gone(path);
    return REAL(remove)(path);
}

int rename(const char *from, const char *to) {
    gone(to);
    return REAL(rename)(from, to);
}
