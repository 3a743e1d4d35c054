#define _GNU_SOURCE
#include "CommitKiller.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

typedef int (*sync_function)(int);

static atomic_ulong count;
static unsigned long kill_at;
static enum { BEFORE, LOST, AFTER } kill_when;
static const char *count_file;
static long clock_ahead;

__attribute__((constructor)) static void read_environment(void) {
  const char *at = getenv("COMMIT_KILL_AT");
  const char *when = getenv("COMMIT_KILL_WHEN");
  kill_at = at ? strtoul(at, NULL, 10) : 0;
  kill_when = when && strcmp(when, "after") == 0 ? AFTER : when && strcmp(when, "lost") == 0 ? LOST : BEFORE;
  count_file = getenv("COMMIT_COUNT_FILE");
  const char *ahead = getenv("CLOCK_AHEAD");
  clock_ahead = ahead ? strtol(ahead, NULL, 10) : 0;
}

static void write_count(void) {
  if (!count_file) return;
  int descriptor = open(count_file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return;
  char text[32];
  int length = snprintf(text, sizeof text, "%lu\n", atomic_load(&count));
  if (write(descriptor, text, (size_t)length) != length) unlink(count_file);
  close(descriptor);
}

__attribute__((destructor)) static void at_exit(void) { write_count(); }

/// True for the journal's own files, by the name under which the descriptor was opened.
static int belongs_to_journal(int descriptor) {
  char link[64], name[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, name, sizeof name - 1);
  if (length < 0) return 0;
  name[length] = 0;
  const char *slash = strrchr(name, '/');
  const char *file = slash ? slash + 1 : name;
  size_t size = strlen(file);
  return strstr(file, ".sqlite") != NULL || (size >= 4 && strcmp(file + size - 4, "-wal") == 0);
}

/// The sizes the journal's files had when they were last synchronised; a worker has three of them.
static struct { dev_t device; ino_t inode; off_t size; } synchronised[16];
static size_t synchronised_count;
static pthread_mutex_t synchronised_lock = PTHREAD_MUTEX_INITIALIZER;

static off_t *synchronised_size(const struct stat *status) {
  for (size_t i = 0; i < synchronised_count; i++) {
    int is_same = synchronised[i].device == status->st_dev && synchronised[i].inode == status->st_ino;
    if (is_same) return &synchronised[i].size;
  }
  if (synchronised_count == sizeof synchronised / sizeof *synchronised) return NULL;
  synchronised[synchronised_count].device = status->st_dev;
  synchronised[synchronised_count].inode = status->st_ino;
  return &synchronised[synchronised_count++].size;
}

static void remember_size(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return;
  pthread_mutex_lock(&synchronised_lock);
  off_t *size = synchronised_size(&status);
  if (size) *size = status.st_size;
  pthread_mutex_unlock(&synchronised_lock);
}

/// A file that was there before this process started is cut only if this process has synchronised it: its earlier
/// content is on the disk.
static void lose_what_was_appended(int descriptor) {
  struct stat status;
  if (fstat(descriptor, &status) != 0) return;
  pthread_mutex_lock(&synchronised_lock);
  off_t *size = synchronised_size(&status);
  if (size && *size > 0 && *size < status.st_size && ftruncate(descriptor, *size) != 0) perror("ftruncate");
  pthread_mutex_unlock(&synchronised_lock);
}

static void die(void) {
  write_count();
  kill(getpid(), SIGKILL);
  // The signal is certain, but not that it arrives before this thread goes on.
  for (;;) pause();
}

static int synchronise(int descriptor, const char *name) {
  // Looked up at every call: a program has few of them, and the address cannot be stored atomically before the first.
  sync_function next = (sync_function)dlsym(RTLD_NEXT, name);
  if (!belongs_to_journal(descriptor)) return next(descriptor);
  unsigned long number = atomic_fetch_add(&count, 1) + 1;
  if (number == kill_at && kill_when == LOST) lose_what_was_appended(descriptor);
  if (number == kill_at && kill_when != AFTER) die();
  int result = next(descriptor);
  if (result == 0) remember_size(descriptor);
  if (number == kill_at && kill_when == AFTER) die();
  return result;
}

int fdatasync(int descriptor) { return synchronise(descriptor, "fdatasync"); }
int fsync(int descriptor) { return synchronise(descriptor, "fsync"); }

// Asked of the kernel itself: the C library's own function is this one's name.
int clock_gettime(clockid_t clock, struct timespec *time) {
  int result = (int)syscall(SYS_clock_gettime, clock, time);
  if (result == 0 && clock == CLOCK_REALTIME) time->tv_sec += clock_ahead;
  return result;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}

unsigned long commit_killer_count(void) { return atomic_load(&count); }
