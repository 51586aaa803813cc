/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What changed, in words. */

#include "report.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* {part} is the part of the service that it is about. */
static const struct
{
  const char *kind;
  const char *field;
  const char *sentence;
} rows[] = {
  { "link", "is_up",
    N_ ("The network connection {part} was switched on or off: {before} → {after}.") },
  { "link", "has_carrier", N_ ("Cable or signal of {part}: {before} → {after}.") },
  { "link", "addresses", N_ ("The address of this computer changed from {before} to {after}.") },
  { "route", "gateway", N_ ("The way out of your network changed from {before} to {after}.") },
  { "route", "interface", N_ ("The way out now leads through {after}; before it was {before}.") },
  { "route", "is_tunnel",
    N_ ("Whether the way out leads through a VPN changed: {before} → {after}.") },
  { "gateway", "hardware_address", N_ ("Another router answers: {after} instead of {before}.") },
  { "resolver", "servers", N_ ("The name server changed from {before} to {after}.") },
  { "resolver", "source",
    N_ ("The name server settings now come from {after}; before it was {before}.") },
  { "proxy", "proxies", N_ ("The proxy changed from {before} to {after}.") },
  { "proxy", "uses_proxy", N_ ("Whether a proxy is set changed: {before} → {after}.") },
  { "hosts", "addresses",
    N_ ("The hosts file now gives {after} for {part}; before it was {before}.") },
  { "dns", "addresses", N_ ("The address of {part} changed from {before} to {after}.") },
  { "dns", "rcode", N_ ("The name server's answer for {part} changed from {before} to {after}.") },
  { "path", "gateway", N_ ("The way to {part} changed from {before} to {after}.") },
  { "path", "interface",
    N_ ("The way to {part} now leads through {after}; before it was {before}.") },
  { "tls", "issuer",
    N_ ("The certificate of {part} is now issued by {after}; before it was {before}.") },
  { "tls", "fingerprint_sha256", N_ ("{part} has another certificate than before.") },
  { "tls", "trust", N_ ("Trust in the certificate of {part}: {before} → {after}.") },
  { "tls", "protocol", N_ ("The encryption of {part} changed from {before} to {after}.") },
  { "tls", "client_certificate_requested",
    N_ ("Whether {part} asks for your certificate changed: {before} → {after}.") },
  { "http", "status", N_ ("The answer of {part} changed from {before} to {after}.") },
  { "http", "error_code", N_ ("The error code of {part} changed from {before} to {after}.") },
  { "http", "body_format", N_ ("{part} now answers with {after}; before it was {before}.") },
  { "http", "server",
    N_ ("Other server software answers for {part}: {after} instead of {before}.") },
};

/* What was filled in is not looked through for names again: it may be foreign text. */
static char *
fill_in (const char *msgid, const char *part, const char *before, const char *after)
{
  static const char *const names[] = { "{part}", "{before}", "{after}" };
  const char *const values[] = { part, before, after };
  const char *p = _ (msgid);
  g_autoptr (GString) out = g_string_new (NULL);

  while (*p != '\0')
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (names) && !g_str_has_prefix (p, names[i]))
        i++;
      if (i == G_N_ELEMENTS (names))
        {
          g_string_append_c (out, *p++);
          continue;
        }
      g_string_append (out, values[i] != NULL ? values[i] : _ ("nothing"));
      p += strlen (names[i]);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static const char *
find_sentence (const IfaChange *change)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].kind, change->type->kind)
        && g_str_equal (rows[i].field, change->field->name))
      return rows[i].sentence;
  return NULL;
}

static const char *
word_of (const IfaChange *change, const char *value)
{
  if (change->field->type != IFA_FIELD_TRI || value == NULL)
    return value;
  return g_str_equal (value, "yes") ? _ ("yes") : _ ("no");
}

/**
 * ifa_report_dup_change_sentence:
 * @report: the run of now: it knows the names of the service's parts
 * @change: one of its changes
 *
 * Returns: (transfer full): "The name server changed from … to …."
 */
char *
ifa_report_dup_change_sentence (const IfaReport *report, const IfaChange *change)
{
  const char *sentence = find_sentence (change);
  g_autofree char *part
      = change->endpoint != NULL ? ifa_report_dup_endpoint_name (report, change->endpoint) : NULL;

  if (sentence != NULL)
    return fill_in (sentence, part != NULL ? part : ifa_words_kind_title (change->type),
                    word_of (change, change->before), word_of (change, change->now));
  /* Translators: the kind of a check and one fact of it, then its value now and before. */
  return g_strdup_printf (_ ("%1$s, %2$s: %3$s (before: %4$s)"),
                          ifa_words_kind_title (change->type),
                          ifa_words_field_label (change->field), word_of (change, change->now),
                          word_of (change, change->before));
}
