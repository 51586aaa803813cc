/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* India's INV-01 and Malaysia's MyInvois (UBL written as JSON). */

#include "invoice-files.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define MAX_DEPTH 32
#define MAX_INVOICES_A_FILE 10000

typedef struct
{
  const char *kind;
  const char *mark; /* where this leads somewhere, the format is this one */
  const char *currency;
  const char *paths[IFA_INVOICE_STATE]; /* members; of an array the first element is meant */
} JsonFormat;

static const JsonFormat formats[] = {
  { "in-inv01",
    "DocDtls.No",
    "INR",
    { [IFA_INVOICE_NUMBER] = "DocDtls.No",
      [IFA_INVOICE_DATE] = "DocDtls.Dt",
      [IFA_INVOICE_BUYER] = "BuyerDtls.LglNm",
      [IFA_INVOICE_AMOUNT] = "ValDtls.TotInvVal" } },
  { "myinvois",
    "Invoice.ID._",
    NULL,
    { [IFA_INVOICE_NUMBER] = "Invoice.ID._",
      [IFA_INVOICE_DATE] = "Invoice.IssueDate._",
      [IFA_INVOICE_BUYER]
      = "Invoice.AccountingCustomerParty.Party.PartyLegalEntity.RegistrationName._",
      [IFA_INVOICE_AMOUNT] = "Invoice.LegalMonetaryTotal.TaxInclusiveAmount._",
      [IFA_INVOICE_CURRENCY] = "Invoice.DocumentCurrencyCode._" } },
};

/* The JSON library follows nesting by recursion: deep nesting must not reach it. */
static gboolean
is_shallow (const char *data, gsize size)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  for (gsize i = 0; i < size; i++)
    {
      if (in_string && data[i] == '\\')
        i++;
      else if (data[i] == '"')
        in_string = !in_string;
      else if (!in_string && (data[i] == '{' || data[i] == '['))
        depth++;
      else if (!in_string && (data[i] == '}' || data[i] == ']') && depth > 0)
        depth--;
      if (depth > MAX_DEPTH)
        return FALSE;
    }
  return TRUE;
}

static JsonNode *
follow (JsonNode *node, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      while (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
        {
          JsonArray *array = json_node_get_array (node);

          node = json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : NULL;
        }
      if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
        return NULL;
      node = json_object_get_member (json_node_get_object (node), names[i]);
    }
  return node;
}

/* A sum as the shortest text that means the same number; JSON has only binary fractions to offer.
 */
static char *
dup_value (JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node))
    return NULL;
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  if (json_node_get_value_type (node) != G_TYPE_DOUBLE)
    return NULL;

  for (int precision = 15; precision <= 17; precision += 2)
    {
      g_autofree char *shape = g_strdup_printf ("%%.%dg", precision);

      g_ascii_formatd (buffer, sizeof buffer, shape, json_node_get_double (node));
      if (g_ascii_strtod (buffer, NULL) == json_node_get_double (node))
        break;
    }
  return g_strdup (buffer);
}

static gboolean
add_invoice (JsonNode *node, GPtrArray *invoices)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      const JsonFormat *format = &formats[i];
      IfaInvoice *invoice;

      if (follow (node, format->mark) == NULL)
        continue;
      invoice = ifa_invoice_new (format->kind);
      ifa_invoice_set (invoice, IFA_INVOICE_CURRENCY, format->currency);
      for (guint field = 0; field < IFA_INVOICE_STATE; field++)
        {
          g_autofree char *text = NULL;

          if (format->paths[field] == NULL)
            continue;
          text = dup_value (follow (node, format->paths[field]));
          ifa_invoice_set (invoice, field, text);
        }
      ifa_invoice_set (invoice, IFA_INVOICE_STATE, "waiting");
      g_ptr_array_add (invoices, invoice);
      return TRUE;
    }
  return FALSE;
}

/**
 * ifa_json_invoices_read:
 * @data: a JSON text
 * @size: its length in bytes
 * @invoices: (element-type IfaInvoice): where to add what it holds
 *
 * Returns: `IFA_UNREADABLE_NOT`, or why nothing could be read
 */
IfaUnreadable
ifa_json_invoices_read (const char *data, gsize size, GPtrArray *invoices)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  guint n_before = invoices->len;
  JsonNode *root;

  if (!is_shallow (data, size))
    return IFA_UNREADABLE_UNSAFE;
  if (!g_utf8_validate (data, size, NULL) || !json_parser_load_from_data (parser, data, size, NULL))
    return IFA_UNREADABLE_DAMAGED;

  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root))
    {
      JsonArray *array = json_node_get_array (root);
      guint n_elements = MIN (json_array_get_length (array), MAX_INVOICES_A_FILE);

      for (guint i = 0; i < n_elements; i++)
        add_invoice (json_array_get_element (array, i), invoices);
    }
  else if (root != NULL)
    add_invoice (root, invoices);
  return invoices->len > n_before ? IFA_UNREADABLE_NOT : IFA_UNREADABLE_UNKNOWN_FORMAT;
}
