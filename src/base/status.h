/* The result of a call that can fail.
 *
 * Functions return 0 (DL_OK) or one of the codes below; details go to a dl_status that the caller owns:
 * a code and a message that names the input and the place ("news.jsonl:7: column 12: expected ':'").
 * The library never prints and never exits; the program decides what a person sees.
 */
#ifndef DL_BASE_STATUS_H
#define DL_BASE_STATUS_H

enum {
  DL_OK = 0,
  DL_EINPUT,   /* bad input: encoding, JSON, HTML, CoNLL-U, a dictionary row */
  DL_EIO,      /* the system refused: open, read, write, map */
  DL_EDATA,    /* the data file is damaged, or of another version */
  DL_EMEMORY,  /* out of memory */
  DL_EUSAGE,   /* a wrong option or argument */
  DL_ESTORE,   /* the ledger refused */
  DL_ESTOPPED, /* interrupted */
};

typedef struct dl_status {
  int code;
  char message[512]; /* UTF-8, one line, cut at 511 bytes; empty when code is DL_OK */
} dl_status;

/* Fills *status (may be NULL) with code and a formatted message; returns code. */
int dl_fail(dl_status *status, int code, const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
