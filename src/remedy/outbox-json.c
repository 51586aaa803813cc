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

static void
set_rows (JsonObject *object, const char *key, const GPtrArray *rows, ToJson to_json)
{
  JsonArray *array = json_array_sized_new (rows->len);

  for (guint i = 0; i < rows->len; i++)
    json_array_add_object_element (array, to_json (g_ptr_array_index (rows, i)));
  json_object_set_array_member (object, key, array);
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
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "format", FORMAT);
  set_rows (object, "invoices", self->invoices, (ToJson) invoice_to_json);
  set_rows (object, "totals", self->totals, (ToJson) total_to_json);
  set_rows (object, "unreadable", self->unreadable, (ToJson) unreadable_to_json);
  json_node_take_object (root, object);
  return json_to_string (root, TRUE);
}
