/* Who somebody is: the state that he belongs to and his sector, by evidence of the whole text.
 *
 * A party that no table knows is somebody's of one of the states that the text names (dl_coding.named), or stays as
 * names have it; what speaks for each is told here by names of evidence ("home some phrase amod"), of the words at hand
 * and of all that his entity is called elsewhere. The act plays no part in it, so that every party of an annotated text
 * teaches, and what was worked out for a word holds for all acts. Tables of the document are made at first need, in its
 * arena.
 */
#ifndef DL_EVENTS_WHO_H
#define DL_EVENTS_WHO_H

#include "events/options.h"

/* Of `party` (NULL: nobody is named), whose words have this head (-1: none) and are such: what speaks for the state at
 * this place of dl_coding.named, or for leaving his country as it is known (0, DL_SEVERAL). */
void dl_home_evidence(dl_coding *work, const dl_participant *party, int32_t head, dl_words words, dl_code known,
                      int state, dl_evidence *out);

/* What speaks for his sectors, but for the act. */
void dl_sector_evidence(dl_coding *work, const dl_participant *party, int32_t head, dl_evidence *out);
/* The same of a side of an act. */
void dl_side_sector_evidence(dl_coding *work, const dl_candidate *candidate, const char *role,
                             const dl_participant *party, int32_t head, dl_evidence *out);
/* Adds the probabilities that both give the labels, times the weight; there are labels. */
void dl_weigh_sectors(const dl_sectors *sectors, const dl_evidence *a, const dl_evidence *b, float weight,
                      float sums[DL_SECTORS]);

/* "nobody", "unsaid", "state", "name", "noun", "pronoun". */
dl_part dl_words_name(dl_words words);
/* How likely: "never" to "surely". */
dl_part dl_likely_name(float p);
/* How often somebody is named: "once", "twice", "often", "most often". */
dl_part dl_mentions_name(uint32_t count);
/* The place of a state in dl_coding.named, -1. */
int dl_named_place(const dl_coding *work, dl_code country);
/* "first", "second", "third", "later", "unnamed". */
dl_part dl_rank_name(const dl_coding *work, int place);
dl_part dl_amount_name(const dl_coding *work);
/* Is the state named in a sentence, by another word than `but`? */
bool dl_is_named_in(dl_coding *work, uint32_t sentence, int32_t but, int place);
/* The file of the row that tells of the party: "people", "agents"; "-". */
enum { DL_FILE_NAME = 32 };
dl_part dl_file_name(const dl_document *doc, const dl_participant *party, char text[DL_FILE_NAME]);

#endif
