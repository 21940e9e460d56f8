-- newest entries, a page of the list
SELECT id, date, event, status, actor, recipient, sources, evidence FROM current_entry ORDER BY date_begin DESC LIMIT 50;
-- newest entries, a page from the middle
SELECT id, date, event, status, actor, recipient, sources, evidence FROM current_entry
WHERE (date_begin, id)<(SELECT date_begin, id FROM entry WHERE id=:middle) ORDER BY date_begin DESC, id DESC LIMIT 50;
-- newest acts of a country
SELECT n.id, n.date, n.event, n.recipient, n.status FROM entry_party p JOIN entry n ON n.id=p.entry
WHERE p.country='RUS' AND p.role='actor' ORDER BY p.date_begin DESC LIMIT 50;
-- what one does to another, newest first
SELECT n.id, n.date, n.event, n.object, n.status, n.sources FROM dyad d JOIN entry n ON n.id=d.entry
WHERE d.actor='RUS' AND d.recipient='UKR' ORDER BY d.date_begin DESC LIMIT 50;
-- a pair by month, facts apart from claims
SELECT substr(date_begin, 1, 7) AS month, event, count(*), sum(status IN ('reported', 'corroborated')), sum(status='claimed'), round(sum(goldstein), 1)
FROM dyad WHERE actor='RUS' AND recipient='UKR' AND substr(date_begin, 1, 7)=substr(date_end, 1, 7) GROUP BY month, event;
-- a pair by status and object, both directions
SELECT actor, status, object, count(*) FROM dyad WHERE (actor='PRK' AND recipient='RUS') OR (actor='RUS' AND recipient='PRK') GROUP BY 1, 2, 3;
-- acts of a country by year
SELECT substr(date_begin, 1, 4), event, count(*), sum(goldstein) FROM entry_party WHERE country='PRK' AND role='actor' GROUP BY 1, 2;
-- disputed entries of arms, newest first
SELECT id, date, actor, recipient, sources FROM entry WHERE mentions>0 AND object<>'' AND status='disputed' AND object='arms' ORDER BY date_begin DESC LIMIT 50;
-- best supported entries
SELECT id, date, event, actor, recipient, sources FROM entry WHERE mentions>0 ORDER BY sources DESC LIMIT 50;
-- a category in a month, by status
SELECT status, count(*) FROM entry WHERE mentions>0 AND event='AID' AND date_begin BETWEEN '2023-11-01' AND '2023-11-30' GROUP BY status;
-- sentences with a word
SELECT e.date, e.evidence FROM evidence_fts f JOIN event e ON e.id=f.rowid WHERE evidence_fts MATCH 'bobodin' ORDER BY f.rowid DESC LIMIT 50;
-- sentences with two words, the best first
SELECT e.date, e.evidence FROM evidence_fts f JOIN event e ON e.id=f.rowid WHERE evidence_fts MATCH 'bobodin kekin' ORDER BY rank LIMIT 50;
-- what a person says, newest first
SELECT n.date, n.event, n.actor, n.recipient, v.stance FROM voice v JOIN entry n ON n.id=v.entry WHERE v.name=(SELECT name FROM speaker LIMIT 1 OFFSET 100)
ORDER BY n.date_begin DESC LIMIT 50;
-- what a person denies
SELECT n.id, n.date, n.event, n.status FROM voice v JOIN entry n ON n.id=v.entry WHERE v.name=(SELECT name FROM speaker LIMIT 1 OFFSET 200) AND v.stance='denies' LIMIT 50;
-- who asserts and who denies an entry
SELECT v.stance, v.name, v.cue, e.evidence FROM voice v JOIN event e ON e.id=v.event WHERE v.entry=:middle;
-- entries near a place
SELECT id, date, event, place FROM entry WHERE mentions>0 AND lat BETWEEN 23 AND 25 AND lon BETWEEN -100 AND -98 ORDER BY date_begin DESC LIMIT 50;
-- the articles of a story that many tell
SELECT d.name, d.source, t.date, e.evidence FROM mention m JOIN event e ON e.id=m.event JOIN text t ON t.id=e.text JOIN document d ON d.text=t.id
WHERE m.entry=:hot ORDER BY t.date LIMIT 50;
-- the copies of an article
SELECT c.family, d.name, d.source FROM copy c JOIN document d ON d.text=c.text WHERE c.family=(SELECT family FROM copy WHERE text=(SELECT max(id)/2 FROM text));
-- the events of an article
SELECT e.label, e.event, e.evidence, m.entry FROM document d JOIN event e ON e.text=d.text JOIN mention m ON m.event=e.id WHERE d.id=(SELECT max(id)/3 FROM document);
