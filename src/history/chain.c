/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "chain.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HASH_MEMBER ",\"hash\":\""
#define TAIL_LENGTH (sizeof HASH_MEMBER - 1 + IFA_HASH_LENGTH + 2)
#define CHECKPOINT "\"checkpoint\":true"

static void
hash_bytes (const char *data, gsize length, char hash[IFA_HASH_LENGTH + 1])
{
  g_autofree char *hex
      = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, length);

  memcpy (hash, hex, IFA_HASH_LENGTH + 1);
}

/**
 * ifa_chain_dup_line:
 * @number: of the line
 * @previous: hash of the line before, or [const@Ifa.HASH_NONE]
 * @members: (transfer none): what it says
 * @hash: (out caller-allocates): its own hash, 65 bytes
 *
 * Returns: (transfer full): the line with its line end
 */
char *
ifa_chain_dup_line (guint64 number, const char *previous, JsonObject *members, char *hash)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), members);
  g_autofree char *body = json_to_string (node, FALSE);
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (line, "{\"seq\":%" G_GUINT64_FORMAT ",\"prev\":\"%s\"", number, previous);
  if (json_object_get_size (members) > 0)
    {
      g_string_append_c (line, ',');
      g_string_append_len (line, body + 1, strlen (body) - 2);
    }
  hash_bytes (line->str, line->len, hash);
  g_string_append_printf (line, HASH_MEMBER "%s\"}\n", hash);
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static gboolean
copy_hash (const char *from, char to[IFA_HASH_LENGTH + 1])
{
  for (guint i = 0; i < IFA_HASH_LENGTH; i++)
    if (!g_ascii_isxdigit (from[i]))
      return FALSE;
  memcpy (to, from, IFA_HASH_LENGTH);
  to[IFA_HASH_LENGTH] = '\0';
  return TRUE;
}

/**
 * ifa_chain_parse:
 * @line: a line without its line end
 * @length: bytes of @line
 * @link: (out caller-allocates): what ties it to the others
 *
 * Returns: whether it has the form of a link; its hash is not checked
 */
gboolean
ifa_chain_parse (const char *line, gsize length, IfaChainLink *link)
{
  static const char start[] = "{\"seq\":";
  static const char previous[] = ",\"prev\":\"";
  gsize head = sizeof start - 1;
  gsize digits = head;

  if (length < head + TAIL_LENGTH + IFA_HASH_LENGTH + sizeof previous
      || memcmp (line, start, head) != 0)
    return FALSE;
  link->number = 0;
  for (; digits < head + 19 && g_ascii_isdigit (line[digits]); digits++)
    link->number = link->number * 10 + (guint64) (line[digits] - '0');
  if (digits == head || memcmp (line + digits, previous, sizeof previous - 1) != 0
      || !copy_hash (line + digits + sizeof previous - 1, link->previous))
    return FALSE;

  line += length - TAIL_LENGTH;
  link->is_checkpoint
      = memcmp (line - sizeof CHECKPOINT + 1, CHECKPOINT, sizeof CHECKPOINT - 1) == 0;
  return memcmp (line, HASH_MEMBER, sizeof HASH_MEMBER - 1) == 0
         && copy_hash (line + sizeof HASH_MEMBER - 1, link->hash)
         && memcmp (line + TAIL_LENGTH - 2, "\"}", 2) == 0;
}

/**
 * ifa_chain_is_intact:
 * @line: a line without its line end
 * @length: bytes of @line
 * @link: what [func@Ifa.chain_parse] made of it
 *
 * Returns: whether its bytes are those that it was written with
 */
gboolean
ifa_chain_is_intact (const char *line, gsize length, const IfaChainLink *link)
{
  char hash[IFA_HASH_LENGTH + 1];

  hash_bytes (line, length - TAIL_LENGTH, hash);
  return memcmp (hash, link->hash, IFA_HASH_LENGTH) == 0;
}

static const char *
find_problem (const IfaChainLink *link, const IfaChainLink *before, gboolean is_first)
{
  if (is_first)
    {
      gboolean begins = link->number == 1 && strcmp (link->previous, IFA_HASH_NONE) == 0;
      return begins || link->is_checkpoint ? NULL : _ ("The first entries are missing.");
    }
  if (link->number != before->number + 1)
    return _ ("Entries were taken out or put in here.");
  if (strcmp (link->previous, before->hash) != 0)
    return _ ("The entry before this one is not the one that was written.");
  return NULL;
}

static void
find_fault (IfaHistoryProof *proof, guint64 line, const char *problem)
{
  proof->bad_line = line;
  proof->problem = g_strdup (problem);
}

/* The head says how far the chain had come: lines cut off at the end show by it. */
static void
compare_with_head (IfaHistoryProof *proof,
                   const IfaChainLink *head,
                   gboolean head_was_met,
                   guint64 line)
{
  if (proof->bad_line == 0 && head != NULL && !head_was_met)
    find_fault (proof, line, _ ("The last entries are missing."));
}

/**
 * ifa_chain_verify:
 * @data: all lines
 * @length: bytes of @data
 * @head: (nullable): the last link that was written, as kept beside the lines
 *
 * A last line without its end is one that was being written when the power went: it doesn't
 * count.
 *
 * Returns: (transfer full): whether nothing was taken out, put in or changed, and where it was
 */
IfaHistoryProof *
ifa_chain_verify (const char *data, gsize length, const IfaChainLink *head)
{
  IfaHistoryProof *proof = g_new0 (IfaHistoryProof, 1);
  IfaChainLink before = { 0 };
  gboolean head_was_met = FALSE;
  const char *p = data;
  guint64 line = 0;

  while (proof->bad_line == 0 && p < data + length)
    {
      const char *end = memchr (p, '\n', data + length - p);
      IfaChainLink link = { 0 };
      const char *problem = NULL;

      if (end == NULL)
        break;
      line++;
      if (!ifa_chain_parse (p, end - p, &link) || !ifa_chain_is_intact (p, end - p, &link))
        problem = _ ("This entry was changed.");
      else
        problem = find_problem (&link, &before, line == 1);
      if (problem != NULL)
        find_fault (proof, line, problem);
      else if (!link.is_checkpoint && proof->n_entries++ == 0)
        proof->first_number = link.number;
      head_was_met |= head != NULL && strcmp (head->hash, link.hash) == 0;
      before = link;
      if (link.is_checkpoint)
        memcpy (before.hash, link.previous, sizeof before.hash);
      p = end + 1;
    }

  compare_with_head (proof, head, head_was_met, line + 1);
  proof->is_whole = proof->bad_line == 0;
  return proof;
}
