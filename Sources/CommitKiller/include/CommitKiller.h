#ifndef COMMIT_KILLER_H
#define COMMIT_KILLER_H

// A library to be preloaded (LD_PRELOAD) into the worker, so that it dies by SIGKILL around a commit of its journal.
// The worker has no hook for this: the library stands between SQLite and the C library's fdatasync and fsync.
//
// With a write-ahead log and PRAGMA synchronous = FULL a commit is one fdatasync of "<journal>-wal". Besides, these
// pass here too: making a journal (the first nine calls or so, on "<journal>.new" and its side files), the first
// commit into a new log (one call more, for its header), and a merge (checkpoint: one call for the log and one for the
// file). Directories are synchronised as well and not counted.
//
// Only calls on files whose name ends in "-wal" or contains ".sqlite" are counted, from 1.
//
//   COMMIT_KILL_AT=n         the call at which the process dies; unset or 0: none
//   COMMIT_KILL_WHEN=before  the call has not been made (the default). The system still holds what was written before
//                            it, and a killed process takes nothing of that along: the commit is there, and nobody was
//                            told
//   COMMIT_KILL_WHEN=lost    the same, and what was appended to the file since its last synchronisation is cut off, as
//                            a power cut may do: the commit is not there
//   COMMIT_KILL_WHEN=after   the call has been made: the commit is on the disk, and nobody was told
//   COMMIT_COUNT_FILE=path   the number of calls is written there when the process ends in order, or just before it is
//                            killed
//   CLOCK_AHEAD=seconds      the wall clock is so much later than it is: a run that comes some time after another one
//                            need not be waited for. Clocks that measure stretches of time are as they are

/// How many calls have been counted so far.
unsigned long commit_killer_count(void);

#endif
