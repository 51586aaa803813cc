/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "evidence.h"

#include <string.h>

#include "error.h"
#include "facts.h"

/* A report with more checks than this wasn't written by this program. */
#define MAX_CHECKS 20000
#define MAX_ID_BYTES 256

struct _IfaEvidence
{
  grefcount ref_count;
  GPtrArray *checks;     /* (element-type IfaCheck) */
  GHashTable *by_id;     /* id (owned by the check) → IfaCheck */
  GHashTable *n_of_kind; /* "tcp.api" → how many so far */
};

/**
 * ifa_check_new:
 * @type: the kind of facts
 * @role: whose host it talks to
 * @endpoint: (nullable): id of the endpoint it is about
 *
 * Returns: (transfer full): a check that was not tested yet; its id is given by
 *   [method@Ifa.Evidence.take]
 */
IfaCheck *
ifa_check_new (const IfaFactsType *type, IfaRole role, const char *endpoint)
{
  IfaCheck *check = g_new0 (IfaCheck, 1);

  check->type = type;
  check->role = role;
  check->endpoint = g_strdup (endpoint);
  check->facts = ifa_facts_new (type);
  return check;
}

void
ifa_check_free (IfaCheck *check)
{
  if (check == NULL)
    return;

  ifa_facts_free (check->type, check->facts);
  g_free (check->id);
  g_free (check->endpoint);
  g_free (check->reason);
  g_free (check->detail);
  g_free (check);
}

void
ifa_check_set_reason (IfaCheck *check, const char *reason)
{
  g_free (check->reason);
  check->reason = g_strdup (reason);
}

void
ifa_check_take_detail (IfaCheck *check, char *detail)
{
  g_free (check->detail);
  check->detail = detail;
}

IfaEvidence *
ifa_evidence_new (void)
{
  IfaEvidence *self = g_new0 (IfaEvidence, 1);

  g_ref_count_init (&self->ref_count);
  self->checks = g_ptr_array_new_with_free_func ((GDestroyNotify) ifa_check_free);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->n_of_kind = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

IfaEvidence *
ifa_evidence_ref (IfaEvidence *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
ifa_evidence_unref (IfaEvidence *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_id);
  g_hash_table_unref (self->n_of_kind);
  g_ptr_array_unref (self->checks);
  g_free (self);
}

static char *
next_id (IfaEvidence *self, const IfaCheck *check)
{
  g_autofree char *stem = check->endpoint != NULL
                              ? g_strdup_printf ("%s.%s", check->type->kind, check->endpoint)
                              : g_strdup (check->type->kind);

  for (;;)
    {
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (self->n_of_kind, stem)) + 1;
      g_autofree char *id = n == 1 ? g_strdup (stem) : g_strdup_printf ("%s.%u", stem, n);

      g_hash_table_insert (self->n_of_kind, g_strdup (stem), GUINT_TO_POINTER (n));
      if (!g_hash_table_contains (self->by_id, id))
        return g_steal_pointer (&id);
    }
}

/**
 * ifa_evidence_take:
 * @self: the evidence
 * @check: (transfer full): a check; one without an id gets "kind.endpoint", then "kind.endpoint.2"
 *
 * The check stays where it is in memory for as long as @self lives, so a probe may fill it later.
 */
void
ifa_evidence_take (IfaEvidence *self, IfaCheck *check)
{
  if (check->id == NULL)
    check->id = next_id (self, check);

  g_return_if_fail (!g_hash_table_contains (self->by_id, check->id));

  g_ptr_array_add (self->checks, check);
  g_hash_table_insert (self->by_id, check->id, check);
}

guint
ifa_evidence_get_n_checks (const IfaEvidence *self)
{
  return self->checks->len;
}

/**
 * ifa_evidence_get_check:
 * @self: the evidence
 * @position: 0 up to the number of checks, exclusive
 *
 * Returns: (transfer none): the check
 */
IfaCheck *
ifa_evidence_get_check (const IfaEvidence *self, guint position)
{
  g_return_val_if_fail (position < self->checks->len, NULL);
  return g_ptr_array_index (self->checks, position);
}

/**
 * ifa_evidence_find:
 * @self: the evidence
 * @id: id of a check
 *
 * Returns: (transfer none) (nullable): the check
 */
IfaCheck *
ifa_evidence_find (const IfaEvidence *self, const char *id)
{
  return g_hash_table_lookup (self->by_id, id);
}

/**
 * ifa_facts_type_from_kind:
 * @kind: the first part of a check's id
 *
 * Returns: (nullable): the table of that kind of facts
 */
const IfaFactsType *
ifa_facts_type_from_kind (const char *kind)
{
  for (const IfaFactsType *const *type = ifa_facts_types; *type != NULL; type++)
    if (g_str_equal ((*type)->kind, kind))
      return *type;
  return NULL;
}

/**
 * ifa_check_to_json:
 * @check: a check
 * @redact: (nullable) (scope call): what every text passes through on its way out
 * @redact_data: closure of @redact
 *
 * Returns: (transfer full): what [func@Ifa.evidence_from_json] reads; the caller adds what is
 *   only for people (status and summary)
 */
JsonObject *
ifa_check_to_json (const IfaCheck *check, IfaRedact redact, gpointer redact_data)
{
  static const IfaField detail_field
      = { .name = "detail", .type = IFA_FIELD_STRING, .privacy = IFA_PRIVACY_FREE_TEXT };
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", check->id);
  json_object_set_string_member (object, "kind", check->type->kind);
  json_object_set_string_member (object, "layer", ifa_layer_to_string (check->type->layer));
  if (check->endpoint != NULL)
    json_object_set_string_member (object, "endpoint", check->endpoint);
  json_object_set_string_member (object, "role", ifa_role_to_string (check->role));
  json_object_set_string_member (object, "outcome", ifa_outcome_to_string (check->outcome));
  if (check->reason != NULL)
    json_object_set_string_member (object, "reason", check->reason);
  if (check->detail != NULL)
    {
      g_autofree char *detail = redact != NULL ? redact (&detail_field, check->detail, redact_data)
                                               : g_strdup (check->detail);
      json_object_set_string_member (object, "detail", detail);
    }
  json_object_set_int_member (object, "started_ms", check->started_ms);
  json_object_set_int_member (object, "duration_ms", check->duration_ms);
  json_object_set_object_member (object, "facts",
                                 ifa_facts_to_json (check->type, check->facts, redact,
                                                    redact_data));
  return object;
}

static const char *
string_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

static gint64
integer_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return 0;
  return json_node_get_int (node);
}

static IfaCheck *
bad_check (const char *id, const char *what, GError **error)
{
  g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT, "the check “%s” %s", id, what);
  return NULL;
}

static IfaCheck *
check_from_json (JsonObject *object, GError **error)
{
  const char *id = string_member (object, "id");
  const char *kind = string_member (object, "kind");
  const char *endpoint = string_member (object, "endpoint");
  JsonNode *facts = json_object_get_member (object, "facts");
  const IfaFactsType *type = kind != NULL ? ifa_facts_type_from_kind (kind) : NULL;
  g_autoptr (IfaCheck) check = NULL;

  if (id == NULL || strlen (id) > MAX_ID_BYTES)
    return bad_check ("?", "has no id, or a very long one", error);
  if (type == NULL)
    return bad_check (id, "is of a kind that this version doesn't know", error);
  if (endpoint != NULL && strlen (endpoint) > MAX_ID_BYTES)
    return bad_check (id, "names an endpoint with a very long id", error);

  check = ifa_check_new (type, IFA_ROLE_NONE, endpoint);
  check->id = g_strdup (id);
  check->reason = g_strdup (string_member (object, "reason"));
  check->detail = g_strdup (string_member (object, "detail"));
  check->started_ms = integer_member (object, "started_ms");
  check->duration_ms = integer_member (object, "duration_ms");
  if (!ifa_role_from_string (string_member (object, "role"), &check->role))
    return bad_check (id, "has no known role", error);
  if (!ifa_outcome_from_string (string_member (object, "outcome"), &check->outcome))
    return bad_check (id, "has no known outcome", error);
  if (facts != NULL)
    {
      if (!JSON_NODE_HOLDS_OBJECT (facts))
        return bad_check (id, "has facts that are not an object", error);
      if (!ifa_facts_from_json (type, json_node_get_object (facts), check->facts, error))
        return NULL;
    }

  return g_steal_pointer (&check);
}

/**
 * ifa_evidence_from_json:
 * @checks: the "checks" of a report: foreign input
 * @error: return location
 *
 * Checks of a kind that this version doesn't know make the report unreadable rather than
 * silently thinner: a diagnosis from half the evidence would look like a whole one.
 *
 * Returns: (transfer full) (nullable): the evidence, or `NULL` with
 *   [enum@Ifa.Error.BAD_REPORT]
 */
IfaEvidence *
ifa_evidence_from_json (JsonArray *checks, GError **error)
{
  g_autoptr (IfaEvidence) self = ifa_evidence_new ();

  if (json_array_get_length (checks) > MAX_CHECKS)
    {
      g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT, "it has more than %d checks",
                   MAX_CHECKS);
      return NULL;
    }

  for (guint i = 0; i < json_array_get_length (checks); i++)
    {
      JsonNode *node = json_array_get_element (checks, i);
      IfaCheck *check;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          g_set_error (error, IFA_ERROR, IFA_ERROR_BAD_REPORT, "check %u is not an object", i + 1);
          return NULL;
        }
      check = check_from_json (json_node_get_object (node), error);
      if (check == NULL)
        return NULL;
      if (g_hash_table_contains (self->by_id, check->id))
        {
          bad_check (check->id, "is there twice", error);
          ifa_check_free (check);
          return NULL;
        }
      ifa_evidence_take (self, check);
    }

  return g_steal_pointer (&self);
}
