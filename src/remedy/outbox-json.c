/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The outbox as other programs read it: invoice-first-aid-unsent/1. */

#include "outbox.h"

#include <json-glib/json-glib.h>

#define FORMAT "invoice-first-aid-unsent/1"

/* What an invoice doesn't say is null, never an empty text. */
static void
set_text (JsonObject *object, const char *key, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, key, text);
  else
    json_object_set_null_member (object, key);
}

/* File names need not be UTF-8, JSON must be. */
static void
set_file (JsonObject *object, const char *file)
{
  g_autofree char *valid = file != NULL ? g_utf8_make_valid (file, -1) : NULL;

  set_text (object, "file", valid);
}

static JsonObject *
invoice_to_json (const IfaInvoice *invoice)
{
  JsonObject *object = json_object_new ();

  set_text (object, "number", invoice->number);
  set_text (object, "date", invoice->date);
  set_text (object, "buyer", invoice->buyer);
  set_text (object, "amount", invoice->amount);
  set_text (object, "currency", invoice->currency);
  set_text (object, "kind", invoice->kind);
  set_text (object, "state", invoice->state);
  set_file (object, invoice->file);
  return object;
}

static JsonObject *
total_to_json (const IfaInvoiceTotal *total)
{
  JsonObject *object = json_object_new ();

  set_text (object, "currency", *total->currency != '\0' ? total->currency : NULL);
  set_text (object, "amount", total->amount);
  json_object_set_int_member (object, "count", total->count);
  return object;
}

static JsonObject *
unreadable_to_json (const IfaUnreadableFile *unreadable)
{
  JsonObject *object = json_object_new ();

  set_file (object, unreadable->file);
  set_text (object, "why", ifa_unreadable_to_string (unreadable->why));
  return object;
}

typedef JsonObject *(*ToJson) (gconstpointer row);

/* Row by row: as one tree, a very long list would take more memory than it may. */
static void
append_rows (GString *text, const char *key, const GPtrArray *rows, ToJson to_json)
{
  g_string_append_printf (text, "  \"%s\": [", key);
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *row = NULL;

      json_node_take_object (node, to_json (g_ptr_array_index (rows, i)));
      row = json_to_string (node, FALSE);
      g_string_append_printf (text, "%s\n    %s", i > 0 ? "," : "", row);
    }
  g_string_append (text, rows->len > 0 ? "\n  ]" : "]");
}

/**
 * ifa_outbox_dup_json:
 * @self: what waits in an outbox
 *
 * Amounts are decimal numbers as text: no reader may make a binary fraction of money.
 *
 * Returns: (transfer full): the list, its totals and what could not be read
 */
char *
ifa_outbox_dup_json (const IfaOutbox *self)
{
  GString *text = g_string_new ("{\n  \"format\": \"" FORMAT "\",\n");

  append_rows (text, "invoices", self->invoices, (ToJson) invoice_to_json);
  g_string_append (text, ",\n");
  append_rows (text, "totals", self->totals, (ToJson) total_to_json);
  g_string_append (text, ",\n");
  append_rows (text, "unreadable", self->unreadable, (ToJson) unreadable_to_json);
  g_string_append (text, "\n}");
  return g_string_free (text, FALSE);
}
