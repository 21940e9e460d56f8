/* SHA-256 (FIPS 180-4): names a data file and proves that it is whole.
 *
 * Used over the whole when the data file is made and when somebody asks for it to be checked; not at start-up, where
 * hashing some tens of megabytes would be most of the time of a short run: there it is resumed at the file's end. Plain
 * portable C.
 */
#ifndef DL_BASE_SHA256_H
#define DL_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

enum { DL_SHA256_SIZE = 32, DL_SHA256_HEX = 65 /* with the NUL */ };

typedef struct dl_sha256 {
  uint32_t state[8];
  uint64_t size; /* bytes added so far */
  uint8_t block[64];
} dl_sha256;

void dl_sha256_start(dl_sha256 *hash);
/* Goes on where a hash stood behind `size` bytes, a multiple of 64, with this state. */
void dl_sha256_resume(dl_sha256 *hash, const uint32_t state[8], uint64_t size);
void dl_sha256_add(dl_sha256 *hash, const void *bytes, size_t size);
void dl_sha256_end(dl_sha256 *hash, uint8_t digest[DL_SHA256_SIZE]);

/* Lower-case hexadecimal, NUL-terminated. */
void dl_sha256_hex(const uint8_t digest[DL_SHA256_SIZE], char hex[DL_SHA256_HEX]);

#endif
