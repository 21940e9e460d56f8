/* The rules of data/schema.tsv: what a cell of a table may hold. Not for other folders.
 *
 * A rule is a word and what stands behind it ("oneof verb noun", "in lexicon/cameo"); docs/data-file.md lists them.
 * What a rule looks up may stand in the tables that are checked or, for a user's own, in those that they are laid over.
 */
#ifndef DL_MODEL_SOURCE_RULES_H
#define DL_MODEL_SOURCE_RULES_H

#include "base/map.h"
#include "model/compile.h"
#include "model/source.h"

/* One check of many tables. */
typedef struct dl_source_checking {
  const dl_source_tables *tables;
  const dl_model *base; /* NULL: the tables are all there is */
  dl_faults *faults;
  dl_map classes; /* those in use */
  dl_map seen;    /* of the rule "once": line of each key and cell; emptied for each column */
  dl_arena *arena;
} dl_source_checking;

/* Lists the classes of lexicon/classes, and those that the analysis finds. Once, before the cells. */
void dl_source_classes(dl_source_checking *work);

/* Is there such a rule? What are cells that keep it compiled as? */
bool dl_source_rule_known(const char *rule);
dl_compiled dl_source_rule_compiles(const char *rule);

/* Tells what is wrong with a cell of a column, by the rule. */
void dl_source_cell(dl_source_checking *work, const dl_source_table *table, const dl_source_row *row, int column,
                    const char *rule);

#endif
