/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Redaction by the field tables: each row says how private its value is. */

#include "redact-private.h"

#include <string.h>

static const char *const *
field_values (const IfaField *field, gconstpointer facts, const char *one[2])
{
  const char *const *at = G_STRUCT_MEMBER_P (facts, field->offset);

  if (field->type == IFA_FIELD_STRINGS || field->type == IFA_FIELD_ADDRESSES)
    return *(const char *const *const *) at;
  one[0] = *at;
  one[1] = NULL;
  return one;
}

static void
learn_address (IfaRedactor *self, const IfaCheck *check, const IfaField *field, const char *value)
{
  gboolean is_own = g_str_equal (check->type->kind, "link")
                    || g_str_equal (field->name, "source_address")
                    || g_str_equal (field->name, "local_source");
  gboolean is_server = g_str_has_prefix (field->name, "server");

  if (is_own)
    ifa_address_book_add_own (ifa_redactor_get_addresses (self), value);
  else if (field->privacy == IFA_PRIVACY_PUBLIC || is_server)
    ifa_address_book_allow (ifa_redactor_get_addresses (self), value);
}

static gboolean
is_ours (const IfaCheck *check)
{
  return check->role != IFA_ROLE_NONE || g_str_equal (check->type->kind, "endpoint");
}

static void
learn_host (IfaRedactor *self, const IfaCheck *check, const IfaField *field, const char *value)
{
  gboolean is_dns_name
      = g_str_equal (check->type->kind, "dns") && g_str_equal (field->name, "name");

  if (is_dns_name || g_str_equal (field->name, "host"))
    ifa_redactor_allow_host (self, value);
  else if (g_str_equal (field->name, "canonical_name"))
    {
      g_autofree char *lower = g_ascii_strdown (value, -1);
      if (!ifa_redactor_is_inner_host (self, lower))
        ifa_redactor_allow_host (self, value);
    }
  else if (g_str_equal (field->name, "url"))
    {
      g_autoptr (GUri) uri = g_uri_parse (value, G_URI_FLAGS_NONE, NULL);
      if (uri != NULL)
        ifa_redactor_allow_host (self, g_uri_get_host (uri));
    }
}

static void
learn_value (IfaRedactor *self, const IfaCheck *check, const IfaField *field, const char *value)
{
  if (field->type == IFA_FIELD_ADDRESS || field->type == IFA_FIELD_ADDRESSES)
    learn_address (self, check, field, value);
  else if (g_str_equal (field->name, "expected_addresses"))
    {
      ifa_address_book_allow_range (ifa_redactor_get_addresses (self), value);
      ifa_redactor_allow_text (self, value);
    }
  else if (is_ours (check))
    learn_host (self, check, field, value);
}

static void
learn_domain (IfaRedactor *self, const IfaCheck *check, const IfaField *field, const char *value)
{
  if (g_str_equal (field->name, "search_domains"))
    ifa_redactor_add_domain (self, value);
}

typedef void (*Learn) (IfaRedactor *self,
                       const IfaCheck *check,
                       const IfaField *field,
                       const char *value);

static void
learn_check (IfaRedactor *self, const IfaCheck *check, Learn learn)
{
  for (guint i = 0; i < check->type->n_fields; i++)
    {
      const IfaField *field = &check->type->fields[i];
      const char *one[2];

      if (field->type > IFA_FIELD_ADDRESSES)
        continue;
      for (const char *const *value = field_values (field, check->facts, one);
           value != NULL && *value != NULL; value++)
        learn (self, check, field, *value);
    }
}

/**
 * ifa_redactor_learn:
 * @self: the redactor
 * @evidence: what a run saw
 *
 * Finds out which hosts and addresses are the service's own, and which belong to this network.
 */
void
ifa_redactor_learn (IfaRedactor *self, const IfaEvidence *evidence)
{
  guint n = ifa_evidence_get_n_checks (evidence);

  for (guint i = 0; i < n; i++)
    learn_check (self, ifa_evidence_get_check (evidence, i), learn_domain);
  for (guint i = 0; i < n; i++)
    learn_check (self, ifa_evidence_get_check (evidence, i), learn_value);
}

static char *
dup_private (IfaRedactor *self, const IfaField *field, const char *value)
{
  IfaDetail detail = IFA_DETAIL_NAME;
  const char *stem = "name";

  if (strstr (field->name, "hardware") != NULL || strstr (field->name, "ssid") != NULL)
    {
      detail = IFA_DETAIL_HARDWARE;
      stem = "hardware";
    }
  else if (strstr (field->name, "domain") != NULL || strstr (field->name, "host") != NULL)
    {
      detail = IFA_DETAIL_HOST;
      stem = "host";
    }
  if (value[0] == '\0' || ifa_redactor_shows (self, detail)
      || ifa_redactor_is_placeholder (self, (IfaSpan){ value, value + strlen (value) }))
    return g_strdup (value);
  return g_strdup (ifa_redactor_get_placeholder (self, detail, stem, value, strlen (value)));
}

static char *
dup_address (IfaRedactor *self, const char *value)
{
  const char *zone = strchr (value, '%');
  IfaSpan span = { value, zone != NULL ? zone : value + strlen (value) };
  gboolean is_address;
  const char *placeholder = ifa_redactor_hide_address (self, span, FALSE, &is_address);

  if (placeholder != NULL)
    return g_strconcat (placeholder, zone, NULL);
  return is_address ? g_strdup (value) : ifa_redactor_dup_text (self, value, IFA_HOSTS_LAX);
}

/* Fingerprints and serial numbers of certificates: hexadecimal digits of the service. */
static gboolean
is_fingerprint (const IfaField *field, const char *value)
{
  gsize length = strlen (value);

  if (value[strspn (value, "0123456789abcdefABCDEF:")] != '\0')
    return FALSE;
  if (g_str_has_suffix (field->name, "sha256"))
    return length >= 64;
  return g_str_equal (field->name, "serial") && length <= 64
         && !ifa_shape_is_hardware_address ((IfaSpan){ value, value + length });
}

/* The vendor finds the request in his log by it. It must look like one, and not like a number of
 * a person or a signed token. */
static gboolean
is_request_id (const IfaField *field, const char *value)
{
  gsize length = strlen (value);
  IfaSpan word = { value, value + length };
  gsize n_digits = 0;
  gsize longest = 0;

  if ((!g_str_equal (field->name, "request_id") && !g_str_equal (field->name, "block_id"))
      || length < 8 || length > 64 || ifa_shape_is_known_token (word))
    return FALSE;
  for (const char *p = value; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && *p != '-' && *p != '_')
        return FALSE;
      n_digits = g_ascii_isdigit (*p) ? n_digits + 1 : 0;
      longest = MAX (longest, n_digits);
    }
  return longest < 9
         && strpbrk (value, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL
         && !ifa_shape_is_tax_number (word) && !ifa_shape_is_iban (value, length)
         && !ifa_shape_is_hardware_address (word);
}

/**
 * ifa_redactor_dup_value:
 * @field: the row, which says how private the value is
 * @value: one value as text
 * @redactor: an IfaRedactor
 *
 * Has the signature of [callback@Ifa.Redact].
 *
 * Returns: (transfer full): what may be shown
 */
char *
ifa_redactor_dup_value (const IfaField *field, const char *value, gpointer redactor)
{
  IfaRedactor *self = redactor;
  IfaHosts hosts = field->privacy == IFA_PRIVACY_PUBLIC     ? IFA_HOSTS_LAX
                   : field->privacy == IFA_PRIVACY_INTERNAL ? IFA_HOSTS_KNOWN
                                                            : IFA_HOSTS_STRICT;

  if (field->privacy == IFA_PRIVACY_PRIVATE)
    return dup_private (self, field, value);
  if (field->type == IFA_FIELD_ADDRESS || field->type == IFA_FIELD_ADDRESSES)
    return dup_address (self, value);
  if (is_fingerprint (field, value) || is_request_id (field, value)
      || ifa_redactor_allows (self, value, strlen (value)))
    return g_strdup (value);
  /* Names without a dot belong to this network. */
  if (field->privacy == IFA_PRIVACY_INTERNAL && strpbrk (value, ".: ") == NULL
      && ifa_redactor_is_inner_host (self, value) && !ifa_redactor_knows_host (self, value)
      && !ifa_redactor_shows (self, IFA_DETAIL_HOST) && value[0] != '\0')
    return g_strdup (
        ifa_redactor_get_placeholder (self, IFA_DETAIL_HOST, "host", value, strlen (value)));
  return ifa_redactor_dup_text (self, value, hosts);
}

/**
 * ifa_redactor_dup_check:
 * @self: the redactor
 * @check: a check
 *
 * Returns: (transfer full): the same check with nothing private in it. Facts that can't be read
 *   back stay unknown rather than unredacted
 */
IfaCheck *
ifa_redactor_dup_check (IfaRedactor *self, const IfaCheck *check)
{
  g_autoptr (JsonObject) facts
      = ifa_facts_to_json (check->type, check->facts, ifa_redactor_dup_value, self);
  g_autofree char *endpoint = ifa_redactor_dup_text (self, check->endpoint, IFA_HOSTS_KEEP);
  IfaCheck *copy = ifa_check_new (check->type, check->role, endpoint);

  copy->id = ifa_redactor_dup_text (self, check->id, IFA_HOSTS_KEEP);
  copy->outcome = check->outcome;
  copy->reason = ifa_redactor_dup_text (self, check->reason, IFA_HOSTS_KEEP);
  copy->detail = ifa_redactor_dup_text (self, check->detail, IFA_HOSTS_STRICT);
  copy->started_ms = check->started_ms;
  copy->duration_ms = check->duration_ms;
  ifa_facts_from_json (check->type, facts, copy->facts, NULL);
  return copy;
}
