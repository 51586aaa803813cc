/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The report for a terminal, and to be pasted into a ticket or a chat. */

#include "report-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "outline.h"
#include "text-layout.h"

#define WIDTH 92
#define LABEL_COLUMN 30

static const char *
sign_of (const char *status)
{
  if (g_strcmp0 (status, "pass") == 0)
    return "✓ ";
  if (g_strcmp0 (status, "fail") == 0)
    return "✗ ";
  return g_strcmp0 (status, "attention") == 0 ? "! " : "– ";
}

static void
append_rule (GString *out, const char *text, const char *rule)
{
  guint width = MIN (ifa_text_get_width (text), WIDTH);

  for (guint i = 0; i < width; i++)
    g_string_append (out, rule);
  g_string_append_c (out, '\n');
}

static void
append_heading (GString *out, const char *text)
{
  g_string_append_c (out, '\n');
  ifa_text_append_wrapped (out, text, "", "", WIDTH);
  append_rule (out, text, "-");
}

static void
append_title (GString *out, const char *text)
{
  ifa_text_append_wrapped (out, text, "", "", WIDTH);
  append_rule (out, text, "=");
}

/* The label, filled up to the column of the values. */
static char *
dup_label_indent (const char *label)
{
  GString *indent = g_string_new ("  ");
  guint width = 2 + ifa_text_get_width (label) + 2;

  g_string_append_printf (indent, "%s: ", label);
  for (; width < LABEL_COLUMN; width++)
    g_string_append_c (indent, ' ');
  return g_string_free (indent, FALSE);
}

static void
append_labelled (GString *out, const char *label, const char *text)
{
  g_autofree char *first = dup_label_indent (label);

  if (ifa_text_get_width (first) > WIDTH / 2)
    {
      ifa_text_append_wrapped (out, label, "  ", "  ", WIDTH);
      g_free (first);
      first = g_strnfill (LABEL_COLUMN, ' ');
    }
  {
    g_autofree char *rest = g_strnfill (LABEL_COLUMN, ' ');
    ifa_text_append_wrapped (out, text, first, rest, WIDTH);
  }
}

static void
append_check (GString *out, const IfaBlock *block, const char *label, const char *text)
{
  g_autofree char *first = g_strconcat ("  ", sign_of (block->status), NULL);
  g_autofree char *sentence = g_strdup_printf ("%s: %s", label, text);

  ifa_text_append_wrapped (out, sentence, first, "    ", WIDTH);
}

static void
append_group (GString *out, const char *text, const char *label)
{
  g_autofree char *line
      = label != NULL ? g_strdup_printf ("%s (%s)", text, label) : g_strdup (text);

  g_string_append_c (out, '\n');
  ifa_text_append_wrapped (out, line, "", "  ", WIDTH);
}

static void
append_block (GString *out, const IfaBlock *block)
{
  g_autofree char *text = ifa_text_dup_visible (block->text);
  g_autofree char *label = block->label != NULL ? ifa_text_dup_visible (block->label) : NULL;

  switch (block->kind)
    {
    case IFA_BLOCK_TITLE:
      append_title (out, text);
      break;
    case IFA_BLOCK_SECTION:
      append_heading (out, text);
      break;
    case IFA_BLOCK_MAP:
    case IFA_BLOCK_TEXT:
      ifa_text_append_wrapped (out, text, "  ", "  ", WIDTH);
      break;
    case IFA_BLOCK_STEP:
      {
        g_autofree char *first = g_strdup_printf ("  %s. ", label);
        ifa_text_append_wrapped (out, text, first, "     ", WIDTH);
        break;
      }
    case IFA_BLOCK_GROUP:
      append_group (out, text, label);
      break;
    case IFA_BLOCK_BADGE:
    case IFA_BLOCK_FACT:
      append_labelled (out, label, text);
      break;
    case IFA_BLOCK_CHECK:
      append_check (out, block, label, text);
      break;
    default:
      g_return_if_reached ();
    }
}

/**
 * ifa_report_to_text:
 * @report: a redacted report
 *
 * Returns: (transfer full): UTF-8 in lines of at most 92 columns, without any control character
 *   but line ends
 */
GBytes *
ifa_report_to_text (const IfaReport *report)
{
  g_autoptr (IfaOutline) outline = ifa_outline_new (report);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < outline->blocks->len; i++)
    append_block (out, &g_array_index (outline->blocks, IfaBlock, i));
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
