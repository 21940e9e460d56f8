/* What the layers of a text are labelled with: parts of speech, Penn tags, relations, features, and the words and marks
 * that grammar asks for by name.
 *
 * Each list is an enumeration and the table of its names at once: ITEM(name in C, text). The texts are what is printed,
 * and what the network's labels are read by; everywhere else labels are numbers, and sets of them bits (dl_in). A text
 * that is in no list is 0 or NONE, never a failure.
 */
#ifndef DL_BASE_LABELS_H
#define DL_BASE_LABELS_H

#include <stdbool.h>
#include <stdint.h>

// clang-format off
/* Parts of speech: DL_NOUN. */
#define DL_UPOS_LIST(ITEM)                                                                                      \
  ITEM(X, "X") ITEM(ADJ, "ADJ") ITEM(ADP, "ADP") ITEM(ADV, "ADV") ITEM(AUX, "AUX") ITEM(CCONJ, "CCONJ")         \
  ITEM(DET, "DET") ITEM(INTJ, "INTJ") ITEM(NOUN, "NOUN") ITEM(NUM, "NUM") ITEM(PART, "PART") ITEM(PRON, "PRON") \
  ITEM(PROPN, "PROPN") ITEM(PUNCT, "PUNCT") ITEM(SCONJ, "SCONJ") ITEM(SYM, "SYM") ITEM(VERB, "VERB")

/* Penn tags, as OntoNotes and the English web treebank have them: DL_TAG_VBD. */
#define DL_TAG_LIST(ITEM)                                                                                         \
  ITEM(NONE, "") ITEM(NN, "NN") ITEM(IN, "IN") ITEM(DT, "DT") ITEM(NNP, "NNP") ITEM(JJ, "JJ") ITEM(PRP, "PRP")    \
  ITEM(STOP, ".") ITEM(RB, "RB") ITEM(COMMA, ",") ITEM(NNS, "NNS") ITEM(VB, "VB") ITEM(CC, "CC") ITEM(VBD, "VBD") \
  ITEM(VBP, "VBP") ITEM(VBZ, "VBZ") ITEM(CD, "CD") ITEM(VBN, "VBN") ITEM(VBG, "VBG") ITEM(TO, "TO")               \
  ITEM(PRPS, "PRP$") ITEM(MD, "MD") ITEM(UH, "UH") ITEM(COLON, ":") ITEM(WDT, "WDT") ITEM(RRB, "-RRB-")           \
  ITEM(LRB, "-LRB-") ITEM(WRB, "WRB") ITEM(OPEN_QUOTE, "``") ITEM(CLOSE_QUOTE, "''") ITEM(RP, "RP")               \
  ITEM(HYPH, "HYPH") ITEM(WP, "WP") ITEM(POS, "POS") ITEM(NNPS, "NNPS") ITEM(JJR, "JJR") ITEM(JJS, "JJS")         \
  ITEM(EX, "EX") ITEM(RBR, "RBR") ITEM(SYM, "SYM") ITEM(FW, "FW") ITEM(NFP, "NFP") ITEM(DOLLAR, "$")              \
  ITEM(PDT, "PDT") ITEM(GW, "GW") ITEM(ADD, "ADD") ITEM(RBS, "RBS") ITEM(LS, "LS") ITEM(AFX, "AFX")               \
  ITEM(WPS, "WP$")

/* Universal relations: DL_REL_NSUBJ. */
#define DL_REL_LIST(ITEM)                                                                                       \
  ITEM(DEP, "dep") ITEM(ACL, "acl") ITEM(ADVCL, "advcl") ITEM(ADVMOD, "advmod") ITEM(AMOD, "amod")              \
  ITEM(APPOS, "appos") ITEM(AUX, "aux") ITEM(CASE, "case") ITEM(CC, "cc") ITEM(CCOMP, "ccomp") ITEM(CLF, "clf") \
  ITEM(COMPOUND, "compound") ITEM(CONJ, "conj") ITEM(COP, "cop") ITEM(CSUBJ, "csubj") ITEM(DET, "det")          \
  ITEM(DISCOURSE, "discourse") ITEM(DISLOCATED, "dislocated") ITEM(EXPL, "expl") ITEM(FIXED, "fixed")           \
  ITEM(FLAT, "flat") ITEM(GOESWITH, "goeswith") ITEM(IOBJ, "iobj") ITEM(LIST, "list") ITEM(MARK, "mark")        \
  ITEM(NMOD, "nmod") ITEM(NSUBJ, "nsubj") ITEM(NUMMOD, "nummod") ITEM(OBJ, "obj") ITEM(OBL, "obl")              \
  ITEM(ORPHAN, "orphan") ITEM(PARATAXIS, "parataxis") ITEM(PUNCT, "punct") ITEM(REPARANDUM, "reparandum")       \
  ITEM(ROOT, "root") ITEM(VOCATIVE, "vocative") ITEM(XCOMP, "xcomp")

/* Their subtypes: DL_DEPREL_NSUBJ_PASS. */
#define DL_SUBTYPE_LIST(ITEM)                                                                                   \
  ITEM(ACL_RELCL, "acl:relcl") ITEM(ADVCL_RELCL, "advcl:relcl") ITEM(AUX_PASS, "aux:pass")                      \
  ITEM(CC_PRECONJ, "cc:preconj") ITEM(COMPOUND_PRT, "compound:prt") ITEM(CSUBJ_OUTER, "csubj:outer")            \
  ITEM(CSUBJ_PASS, "csubj:pass") ITEM(DET_PREDET, "det:predet") ITEM(NMOD_DESC, "nmod:desc")                    \
  ITEM(NMOD_POSS, "nmod:poss") ITEM(NMOD_UNMARKED, "nmod:unmarked") ITEM(NSUBJ_OUTER, "nsubj:outer")            \
  ITEM(NSUBJ_PASS, "nsubj:pass") ITEM(OBL_AGENT, "obl:agent") ITEM(OBL_UNMARKED, "obl:unmarked") ITEM(NONE, "")

/* Features of UD that rules ask for, each a bit: DL_PLURAL. */
#define DL_FEATURE_LIST(ITEM)                                                                  \
  ITEM(PLURAL, "Number=Plur") ITEM(DEFINITE, "Definite=Def") ITEM(INDEFINITE, "Definite=Ind")  \
  ITEM(FIRST_PERSON, "Person=1") ITEM(THIRD_PERSON, "Person=3") \
  ITEM(PASSIVE, "Voice=Pass") ITEM(RELATIVE, "PronType=Rel") ITEM(UNSURE, "PronType=Ind")      \
  ITEM(SHOWING, "PronType=Dem") ITEM(REFLEXIVE, "Reflex=Yes") ITEM(ORDINAL, "NumType=Ord")     \
  ITEM(SUPERLATIVE, "Degree=Sup")

/* Modes of acts, PLOVER's: DL_MODE_MARTIAL_LAW. */
#define DL_MODE_LIST(ITEM)                                                                                           \
  ITEM(NONE, "") ITEM(ABDUCT, "abduct") ITEM(ACCESS, "access") ITEM(AERIAL, "aerial") ITEM(ALLEGE, "allege")         \
  ITEM(ARREST, "arrest") ITEM(ASSIST, "assist") ITEM(BEAT, "beat") ITEM(BOYCOTT, "boycott")                          \
  ITEM(CEASEFIRE, "ceasefire") ITEM(CENSOR, "censor") ITEM(CHANGE, "change") ITEM(CONVICT, "convict")                \
  ITEM(CROWD_CONTROL, "crowd-control") ITEM(CURFEW, "curfew") ITEM(CYBER, "cyber") ITEM(DEMO, "demo")                \
  ITEM(DEPORT, "deport") ITEM(DESTROY, "destroy") ITEM(DISAPPROVE, "disapprove") ITEM(DISARM, "disarm")              \
  ITEM(DISCONTINUE, "discontinue") ITEM(DRONE, "drone") ITEM(EXPEL, "expel") ITEM(EXPLOSIVES, "explosives")          \
  ITEM(FIREARMS, "firearms") ITEM(HEAVY_WEAPONS, "heavy-weapons") ITEM(HUNGER, "hunger")                             \
  ITEM(INVESTIGATE, "investigate") ITEM(MARTIAL_LAW, "martial-law") ITEM(MEET, "meet") ITEM(MILITIA, "militia")      \
  ITEM(MISINFORMATION, "misinformation") ITEM(MULTILATERAL, "multilateral") ITEM(OBSTRUCT, "obstruct")               \
  ITEM(PHONE, "phone") ITEM(POLICE, "police") ITEM(PRIMITIVE, "primitive") ITEM(RELATIONS, "relations")              \
  ITEM(RELEASE, "release") ITEM(RESIGN, "resign") ITEM(RESTRICT, "restrict") ITEM(RIOT, "riot") ITEM(SEIZE, "seize") \
  ITEM(SEXUAL, "sexual") ITEM(STRIKE, "strike") ITEM(SUICIDE_ATTACK, "suicide-attack") ITEM(TARGETED, "targeted")    \
  ITEM(TERRITORY, "territory") ITEM(THIRD_PARTY, "third-party") ITEM(TORTURE, "torture") ITEM(TROOPS, "troops")      \
  ITEM(UNCONVENTIONAL, "unconventional") ITEM(VANDALIZE, "vandalize") ITEM(VIOLENCE, "violence")                     \
  ITEM(VISIT, "visit") ITEM(WEAPONS, "weapons") ITEM(WITHDRAW, "withdraw") ITEM(WITHHOLD, "withhold")                \
  ITEM(YIELD, "yield")

/* Function words and marks that rules ask for: DL_WORD_THE. Words are told by their lower case, marks as written. */
#define DL_WORD_LIST(ITEM)                                                                                     \
  ITEM(NONE, "") ITEM(THE, "the") ITEM(A, "a") ITEM(AN, "an") ITEM(OF, "of") ITEM(TO, "to") ITEM(IN, "in")     \
  ITEM(FOR, "for") ITEM(FROM, "from") ITEM(AS, "as") ITEM(AND, "and") ITEM(OR, "or") ITEM(BUT, "but")          \
  ITEM(THAT, "that") ITEM(IT, "it") ITEM(NO, "no") ITEM(HAD, "had") ITEM(THERE, "there") ITEM(AFTER, "after")  \
  ITEM(BEFORE, "before") ITEM(AMONG, "among") ITEM(INCLUDING, "including") ITEM(MORE, "more")                  \
  ITEM(OTHER_ONE, "other") ITEM(OTHERS, "others") ITEM(AT, "at") ITEM(UNTIL, "until") ITEM(TILL, "till")       \
  ITEM(THROUGH, "through") ITEM(UNLESS, "unless") ITEM(WORTH, "worth") ITEM(OWNS, "'s") ITEM(APOSTROPHE, "'")

#define DL_MARK_LIST(ITEM)                                                                                    \
  ITEM(COMMA, ",") ITEM(COLON, ":") ITEM(SEMICOLON, ";") ITEM(OPEN_BRACKET, "(") ITEM(CLOSE_BRACKET, ")")     \
  ITEM(QUOTE, "\"") ITEM(TWO_APOSTROPHES, "''") ITEM(TWO_BACKTICKS, "``") ITEM(OPEN_QUOTE, "\xe2\x80\x9c")    \
  ITEM(CLOSE_QUOTE, "\xe2\x80\x9d") ITEM(LOW_QUOTE, "\xe2\x80\x9e") ITEM(OPEN_GUILLEMET, "\xc2\xab")          \
  ITEM(CLOSE_GUILLEMET, "\xc2\xbb") ITEM(HYPHEN, "-") ITEM(TWO_HYPHENS, "--") ITEM(LONG_DASH, "\xe2\x80\x94") \
  ITEM(SHORT_DASH, "\xe2\x80\x93") ITEM(UNDERSCORE, "_")
// clang-format on

#define DL_NAME_UPOS(name, text) DL_##name,
#define DL_NAME_TAG(name, text) DL_TAG_##name,
#define DL_NAME_REL(name, text) DL_REL_##name,
#define DL_NAME_DEPREL(name, text) DL_DEPREL_##name,
#define DL_NAME_FEATURE(name, text) DL_FEATURE_##name,
#define DL_NAME_FEATURE_BIT(name, text) DL_##name = 1 << DL_FEATURE_##name,
#define DL_NAME_WORD(name, text) DL_WORD_##name,
#define DL_NAME_MODE(name, text) DL_MODE_##name,
typedef enum dl_upos { DL_UPOS_LIST(DL_NAME_UPOS) DL_UPOS_COUNT } dl_upos;
typedef enum dl_tag { DL_TAG_LIST(DL_NAME_TAG) DL_TAG_COUNT } dl_tag;
typedef enum dl_rel { DL_REL_LIST(DL_NAME_REL) DL_REL_COUNT } dl_rel;
/* The universal relations first, so that a dl_rel is the dl_deprel without a subtype. */
typedef enum dl_deprel { DL_REL_LIST(DL_NAME_DEPREL) DL_SUBTYPE_LIST(DL_NAME_DEPREL) DL_DEPREL_COUNT } dl_deprel;
enum { DL_FEATURE_LIST(DL_NAME_FEATURE) DL_FEATURE_COUNT };
/* What UD has no feature for: a word that negates (data/syntax/negations.tsv), whatever its part of speech. */
typedef enum dl_feature { DL_FEATURE_LIST(DL_NAME_FEATURE_BIT) DL_NEGATES = 1 << DL_FEATURE_COUNT } dl_feature;
typedef enum dl_mode { DL_MODE_LIST(DL_NAME_MODE) DL_MODE_COUNT } dl_mode;
typedef enum dl_known_word { DL_WORD_LIST(DL_NAME_WORD) DL_MARK_LIST(DL_NAME_WORD) DL_WORD_COUNT } dl_known_word;

/* Sets of up to 64 labels: DL_SET(DL_TAG_VBD) | DL_SET(DL_TAG_VBN). */
#define DL_SET(label) (UINT64_C(1) << (label))
static inline bool dl_in(unsigned label, uint64_t set) {
  return set >> label & 1;
}

/* Sets of labels by their names, eight at most: dl_in(t->rel, DL_RELS(OBJ, IOBJ, OBL)). */
// clang-format off
#define DL_OF_1(p, a) DL_SET(p##a)
#define DL_OF_2(p, a, ...) (DL_SET(p##a) | DL_OF_1(p, __VA_ARGS__))
#define DL_OF_3(p, a, ...) (DL_SET(p##a) | DL_OF_2(p, __VA_ARGS__))
#define DL_OF_4(p, a, ...) (DL_SET(p##a) | DL_OF_3(p, __VA_ARGS__))
#define DL_OF_5(p, a, ...) (DL_SET(p##a) | DL_OF_4(p, __VA_ARGS__))
#define DL_OF_6(p, a, ...) (DL_SET(p##a) | DL_OF_5(p, __VA_ARGS__))
#define DL_OF_7(p, a, ...) (DL_SET(p##a) | DL_OF_6(p, __VA_ARGS__))
#define DL_OF_8(p, a, ...) (DL_SET(p##a) | DL_OF_7(p, __VA_ARGS__))
#define DL_OF_PICK(a, b, c, d, e, f, g, h, of, ...) of
#define DL_OF(p, ...) \
  DL_OF_PICK(__VA_ARGS__, DL_OF_8, DL_OF_7, DL_OF_6, DL_OF_5, DL_OF_4, DL_OF_3, DL_OF_2, DL_OF_1, )(p, __VA_ARGS__)
// clang-format on
#define DL_UPOSES(...) DL_OF(DL_, __VA_ARGS__)
#define DL_TAGS(...) DL_OF(DL_TAG_, __VA_ARGS__)
#define DL_RELS(...) DL_OF(DL_REL_, __VA_ARGS__)
#define DL_DEPRELS(...) DL_OF(DL_DEPREL_, __VA_ARGS__)
#define DL_WORDS(...) DL_OF(DL_WORD_, __VA_ARGS__)

static inline bool dl_tag_is_finite(unsigned tag) {
  return dl_in(tag, DL_SET(DL_TAG_VBD) | DL_SET(DL_TAG_VBZ) | DL_SET(DL_TAG_VBP));
}
/* Is the word a dash of some length? */
static inline bool dl_word_is_dash(unsigned word) {
  return dl_in(word, DL_SET(DL_WORD_HYPHEN) | DL_SET(DL_WORD_TWO_HYPHENS) | DL_SET(DL_WORD_SHORT_DASH) |
                         DL_SET(DL_WORD_LONG_DASH));
}

/* Names, "" beyond the last. */
const char *dl_upos_name(unsigned upos);
const char *dl_tag_name(unsigned tag);
const char *dl_deprel_name(unsigned deprel); /* "nsubj:pass" */
const char *dl_mode_name(unsigned mode);     /* "martial-law" */

/* "NOUN" -> DL_NOUN; DL_X for what is unknown. */
unsigned dl_upos_parse(const char *name);
/* "VBD" -> DL_TAG_VBD; DL_TAG_COUNT for what is unknown. */
unsigned dl_tag_parse(const char *name);
/* "nsubj:pass" -> DL_DEPREL_NSUBJ_PASS; DL_DEPREL_COUNT for what is unknown. */
unsigned dl_deprel_parse(const char *name);
/* "martial-law" -> DL_MODE_MARTIAL_LAW; DL_MODE_COUNT for what is unknown. */
unsigned dl_mode_parse(const char *name);
/* DL_DEPREL_NSUBJ_PASS -> DL_REL_NSUBJ; DL_REL_DEP for what is no relation. */
unsigned dl_rel_of(unsigned deprel);
/* "Number=Plur|Person=3" -> DL_PLURAL | DL_THIRD_PERSON. */
unsigned dl_features_parse(const char *feats);
/* "the" -> DL_WORD_THE; DL_WORD_NONE for all that no rule asks for. */
unsigned dl_word_of(const char *form, const char *lower);

#endif
