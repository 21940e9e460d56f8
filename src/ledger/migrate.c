/* The tables of version 1 become those of version 2.
 *
 * Version 1 had one table of documents, keyed by source, date and text, and no attributions, screening or origins:
 * those stay empty. The same text under two sources was stored twice: its second coding goes, and both names stay. An
 * id becomes an identity, a newer text under it the current one; a name that version 1 made of a file's name or a
 * line's number is none. How a day was known is told from the stored sentence.
 */
#include "ledger/schema.h"
#include "ledger/store.h"

static const char set_aside[] =
    "DROP INDEX event_document; DROP INDEX event_date; DROP INDEX event_kind; DROP INDEX party_event; DROP INDEX "
    "party_country;"
    "DROP INDEX phrase_event; DROP INDEX place_event; DROP INDEX claim_event; DROP INDEX link_to;"
    "ALTER TABLE document RENAME TO old_document; ALTER TABLE event RENAME TO old_event; ALTER TABLE party RENAME TO "
    "old_party;"
    "ALTER TABLE phrase RENAME TO old_phrase; ALTER TABLE place RENAME TO old_place; ALTER TABLE claim RENAME TO "
    "old_claim;"
    "ALTER TABLE link RENAME TO old_link; ALTER TABLE evidence_fts RENAME TO old_fts;";

/* The last day of the month that ?1 begins. */
#define MONTH_END(DAY) "date(" DAY ",'+1 month','-1 day')"

static const char take_over[] =
    "INSERT INTO made_by VALUES(1, 'dateline 0.1.0, ledger of version 1', '', '', 'PLOVER 0.8, CAMEO 1.1b3');"
    "CREATE TEMP TABLE old_key AS SELECT id, dl_key(date, text) AS key, CASE WHEN name GLOB '*:[0-9]*' AND "
    "rtrim(name,'0123456789') GLOB '*:'"
    "   OR name GLOB '*.txt' OR name='standard input' THEN '' WHEN name GLOB '*.htm*' THEN CASE url WHEN '' THEN '' "
    "ELSE"
    "   'url' || char(9) || source || char(9) || url END ELSE 'id' || char(9) || source || char(9) || name END AS "
    "identity FROM old_document;"
    "INSERT INTO text SELECT min(o.id), k.key, o.date, 'en', o.text, 1, 1 FROM old_document o JOIN old_key k ON "
    "k.id=o.id GROUP BY k.key ORDER BY 1;"
    "INSERT INTO document SELECT o.id, t.id, o.name, o.source, o.title, o.url, k.identity,"
    "   CASE k.identity WHEN '' THEN 1 ELSE row_number() OVER (PARTITION BY k.identity ORDER BY o.id) END,"
    "   CASE k.identity WHEN '' THEN 1 ELSE row_number() OVER (PARTITION BY k.identity ORDER BY o.id DESC)=1 END, "
    "nullif(t.id, o.id)"
    "   FROM old_document o JOIN old_key k ON k.id=o.id JOIN text t ON t.key=k.key ORDER BY o.id;"
    "UPDATE text SET current=EXISTS(SELECT 1 FROM document d WHERE d.text=text.id AND d.current);"
    "INSERT INTO event SELECT id, document, label, sentence, event, mode, cameo, goldstein, plover_score, quad, "
    "trim(auxiliary), context, trigger,"
    "   trigger_begin, trigger_end, evidence, evidence_begin, evidence_end,"
    "   CASE WHEN time_begin='' OR time_begin=time_end THEN date"
    "     WHEN substr(time_begin,5)='-01-01' AND time_end=substr(time_begin,1,4) || '-12-31' THEN "
    "substr(time_begin,1,4)"
    "     WHEN substr(time_begin,9)='01' AND time_end=" MONTH_END("time_begin") " THEN substr(time_begin,1,7)"
    "     ELSE time_begin || '/' || time_end END,"
    "   date, CASE time_begin WHEN '' THEN date ELSE time_end END,"
    "   CASE WHEN time_begin<>'' AND time_begin<>time_end THEN 'span' WHEN time_begin<>'' AND instr(evidence, "
    "substr(time_begin,1,4))>0 THEN 'text'"
    "     WHEN time_begin<>'' THEN 'resolved' WHEN date<>'' THEN 'publication' ELSE 'none' END, author, confidence, ''"
    "   FROM old_event WHERE document IN (SELECT id FROM text) ORDER BY id;"
    "INSERT INTO party SELECT * FROM old_party WHERE event IN (SELECT id FROM event) ORDER BY rowid;"
    "INSERT INTO phrase SELECT event, role, text, class, CASE role WHEN 'magnitude' THEN value END, NULL, NULL, '', "
    "unit, begin, end FROM old_phrase"
    "   WHERE event IN (SELECT id FROM event) ORDER BY rowid;"
    "INSERT INTO place SELECT * FROM old_place WHERE event IN (SELECT id FROM event) ORDER BY rowid;"
    "INSERT INTO claim SELECT * FROM old_claim WHERE event IN (SELECT id FROM event) ORDER BY rowid;"
    "INSERT INTO link SELECT * FROM old_link WHERE from_event IN (SELECT id FROM event) ORDER BY rowid;"
    "INSERT INTO evidence_fts(rowid, evidence, parties) SELECT rowid, evidence, parties FROM old_fts WHERE rowid IN "
    "(SELECT id FROM event) ORDER BY rowid;"
    "DROP TABLE old_link; DROP TABLE old_claim; DROP TABLE old_place; DROP TABLE old_phrase; DROP TABLE old_party; "
    "DROP TABLE old_fts;"
    "DROP TABLE old_event; DROP TABLE old_document; DROP TABLE old_key;";

int dl_migrate(dl_ledger *ledger, dl_status *status) {
  static const char doing[] = "cannot be brought from version 1 to version 2";
  if (dl_define_key(ledger->db) != SQLITE_OK) return dl_ledger_failed(ledger, status, doing);
  int code = dl_ledger_sql(ledger, set_aside, doing, status);
  if (!code) code = dl_ledger_sql(ledger, dl_ledger_schema, doing, status);
  return code ? code : dl_ledger_sql(ledger, take_over, doing, status);
}

/* A table's own key cannot be taken away: the texts go into a new table. The old way of renaming leaves the views as
 * they are, which name a table that is not there just then. */
static const char key_texts[] =
    "PRAGMA legacy_alter_table=ON; CREATE TABLE new_text" DL_TEXT_COLUMNS
    "INSERT INTO new_text SELECT id, key, date, language, text, current, made_by FROM text ORDER BY id;"
    "DROP TABLE text; ALTER TABLE new_text RENAME TO text; PRAGMA legacy_alter_table=OFF; DROP INDEX IF EXISTS "
    "party_country;";

static const char index_places[] = "DROP INDEX entry_place; DROP INDEX entry_country;" DL_PLACE_INDEXES;

int dl_migrate_keys(dl_ledger *ledger, int version, dl_status *status) {
  static const char doing[] = "cannot be brought to version 5";
  int code = version < 4 ? dl_ledger_sql(ledger, key_texts, doing, status) : DL_OK;
  if (!code && version == DL_LEDGER_ENTRIES) code = dl_ledger_sql(ledger, index_places, doing, status);
  return code || version < DL_LEDGER_ENTRIES ? code : dl_ledger_sql(ledger, DL_TIES, doing, status);
}
