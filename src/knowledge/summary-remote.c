/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Sentences about the way to a machine and what it answers. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "facts.h"
#include "phrase.h"
#include "summary.h"

#define MAX_NAME_CHARACTERS 60

/* Translators: begins sentences such as "The service answered in 23 ms." */
static const char *
subject (const IfaCheck *check)
{
  switch (check->role)
    {
    case IFA_ROLE_SERVICE:
      return _ ("The service");
    case IFA_ROLE_CONTROL:
      return _ ("A machine for comparison");
    case IFA_ROLE_TIME:
      return _ ("The time server");
    case IFA_ROLE_VENDOR:
      return _ ("The vendor's machine");
    default:
      return _ ("The other side");
    }
}

static char *
dup_endpoint (const IfaCheck *check)
{
  const IfaEndpointFacts *facts = check->facts;
  g_autofree char *name = NULL;

  if (facts->name == NULL)
    return NULL;

  /* Translators: %s is the name of a part of the service: "Invoice issuing". */
  name = ifa_phrase_dup_harmless (facts->name, MAX_NAME_CHARACTERS);
  if (facts->required == IFA_TRI_NO)
    return g_strdup_printf (_ ("“%s” is useful, but invoices can be issued without it."), name);
  return g_strdup_printf (_ ("“%s” is needed for issuing invoices."), name);
}

/* Translators: what was looked up, in the middle of a sentence. */
static const char *
looked_up (const IfaCheck *check)
{
  switch (check->role)
    {
    case IFA_ROLE_SERVICE:
      return _ ("the service's address");
    case IFA_ROLE_CONTROL:
      return _ ("another address for comparison");
    case IFA_ROLE_TIME:
      return _ ("the time server's address");
    case IFA_ROLE_VENDOR:
      return _ ("the address of the vendor's machine");
    default:
      return _ ("an address");
    }
}

/* Translators: who looked an address up; begins a sentence. */
static char *
dup_who_looked_up (const IfaDnsFacts *facts)
{
  if (facts->via != IFA_DNS_VIA_SERVER)
    return g_strdup (_ ("This computer"));
  if (facts->server_position == IFA_UNKNOWN_INTEGER)
    return g_strdup (_ ("The network's address book"));

  return g_strdup_printf (_ ("The network's address book no. %d"),
                          (int) CLAMP (facts->server_position, 0, 999));
}

static char *
dup_dns_found (const IfaCheck *check, const char *who)
{
  const IfaDnsFacts *facts = check->facts;
  g_autofree char *addresses = ifa_summary_dup_joined (facts->addresses);
  g_autofree char *time = ifa_phrase_dup_milliseconds (check->duration_ms);

  if (addresses == NULL)
    return NULL;
  /* Translators: "The network's address book no. 1 gives a dummy address for the service's
   * address (0.0.0.0)." */
  if (facts->answer_is_block == IFA_TRI_YES)
    return g_strdup_printf (_ ("%1$s gave a dummy in place of %2$s (%3$s)."), who,
                            looked_up (check), addresses);

  /* Translators: "This computer found the service's address (192.0.2.7) in 23 ms." */
  return g_strdup_printf (_ ("%1$s found %2$s (%3$s) in %4$s."), who, looked_up (check), addresses,
                          time);
}

static char *
dup_dns (const IfaCheck *check)
{
  g_autofree char *who = dup_who_looked_up (check->facts);

  /* Translators: in these sentences, %1$s is "This computer" or "The network's address book no. 1",
   * %2$s is "the service's address". */
  switch (check->outcome)
    {
    case IFA_OUTCOME_OK:
      return dup_dns_found (check, who);
    case IFA_OUTCOME_NAME_NOT_FOUND:
      return g_strdup_printf (_ ("%1$s learned that %2$s does not exist."), who, looked_up (check));
    case IFA_OUTCOME_NO_ADDRESS:
      return g_strdup_printf (_ ("%1$s knows the name, but not %2$s."), who, looked_up (check));
    case IFA_OUTCOME_TIMED_OUT:
    case IFA_OUTCOME_REFUSED:
    case IFA_OUTCOME_HOST_UNREACHABLE:
    case IFA_OUTCOME_NETWORK_UNREACHABLE:
    case IFA_OUTCOME_PROHIBITED:
      return g_strdup_printf (_ ("%1$s: no answer to the question for %2$s."), who,
                              looked_up (check));
    case IFA_OUTCOME_QUERY_REFUSED:
      return g_strdup_printf (_ ("%1$s: the question for %2$s was turned away."), who,
                              looked_up (check));
    case IFA_OUTCOME_SERVER_FAILED:
    case IFA_OUTCOME_MALFORMED:
      return g_strdup_printf (_ ("%1$s: only a fault was answered to the question for %2$s."), who,
                              looked_up (check));
    default:
      return NULL;
    }
}

static const char *
tcp_subject (const IfaCheck *check)
{
  const IfaTcpFacts *facts = check->facts;

  if (facts->purpose == IFA_TCP_PURPOSE_NAME_SERVER)
    return _ ("The network's address book");
  if (facts->purpose == IFA_TCP_PURPOSE_OTHER_PORT)
    return _ ("Another door of the same machine");

  return subject (check);
}

/* Address and port as IT writes them; the name servers' addresses belong to the inner network. */
static char *
dup_where (const IfaTcpFacts *facts)
{
  int port = (int) CLAMP (facts->port, 0, 65535);
  g_autofree char *address = NULL;

  if (facts->address == NULL || facts->purpose == IFA_TCP_PURPOSE_NAME_SERVER)
    return g_strdup_printf (":%d", port);

  address = ifa_phrase_dup_harmless (facts->address, MAX_NAME_CHARACTERS);
  return g_strdup_printf (strchr (address, ':') != NULL ? "[%s]:%d" : "%s:%d", address, port);
}

static char *
dup_tcp (const IfaCheck *check)
{
  const IfaTcpFacts *facts = check->facts;
  const char *who = tcp_subject (check);
  g_autofree char *where = dup_where (facts);
  g_autofree char *time = ifa_phrase_dup_milliseconds (check->duration_ms);

  /* Translators: in these sentences, %1$s is "The service", %2$s is "192.0.2.7:443". */
  switch (check->outcome)
    {
    case IFA_OUTCOME_OK:
      return g_strdup_printf (_ ("%1$s accepted the connection (%2$s) in %3$s."), who, where, time);
    case IFA_OUTCOME_TIMED_OUT:
      return g_strdup_printf (_ ("%1$s does not answer (%2$s)."), who, where);
    case IFA_OUTCOME_REFUSED:
      return g_strdup_printf (_ ("%1$s refused the connection (%2$s)."), who, where);
    case IFA_OUTCOME_RESET:
    case IFA_OUTCOME_CLOSED:
      return g_strdup_printf (_ ("%1$s: the connection was cut (%2$s)."), who, where);
    case IFA_OUTCOME_PROHIBITED:
      if (facts->icmp_sender_is_self == IFA_TRI_YES)
        return g_strdup_printf (_ ("%1$s: a rule on this computer forbids the connection (%2$s)."),
                                who, where);
      return g_strdup_printf (_ ("%1$s: a rule on the way forbids the connection (%2$s)."), who,
                              where);
    case IFA_OUTCOME_HOST_UNREACHABLE:
    case IFA_OUTCOME_NETWORK_UNREACHABLE:
      return g_strdup_printf (_ ("%1$s cannot be reached (%2$s)."), who, where);
    default:
      return NULL;
    }
}

static char *
dup_certificate_trouble (const IfaCheck *check)
{
  const IfaTlsFacts *facts = check->facts;
  const char *who = subject (check);

  /* Translators: in these sentences, %s is "The service". */
  switch (facts->trust)
    {
    case IFA_TLS_TRUST_SELF_SIGNED:
      return g_strdup_printf (_ ("%s shows a security certificate that vouches only for itself."),
                              who);
    case IFA_TLS_TRUST_UNKNOWN_ISSUER:
      return g_strdup_printf (_ ("%s shows a security certificate whose issuer is unknown here."),
                              who);
    case IFA_TLS_TRUST_INCOMPLETE:
      return g_strdup_printf (_ ("%s shows a security certificate that comes incomplete."), who);
    case IFA_TLS_TRUST_WEAK:
      return g_strdup_printf (_ ("%s shows a security certificate that is too easy to forge."),
                              who);
    case IFA_TLS_TRUST_REVOKED:
      return g_strdup_printf (_ ("%s shows a security certificate that was withdrawn."), who);
    case IFA_TLS_TRUST_INVALID:
      return g_strdup_printf (_ ("%s shows a security certificate that is not valid."), who);
    default:
      break;
    }
  if (facts->name_matches == IFA_TRI_NO)
    return g_strdup_printf (_ ("%s shows a security certificate for another name."), who);
  return NULL;
}

/* The dates are told, not judged: that takes a clock that is right. */
static char *
dup_tls_open (const IfaCheck *check)
{
  const IfaTlsFacts *facts = check->facts;
  g_autofree char *until = NULL;
  g_autofree char *protocol = NULL;

  if (facts->protocol == NULL)
    return NULL;

  protocol = ifa_phrase_dup_harmless (facts->protocol, MAX_NAME_CHARACTERS);
  if (facts->not_after_s == IFA_UNKNOWN_INTEGER)
    return g_strdup_printf (_ ("%1$s encrypts the connection (%2$s)."), subject (check), protocol);

  until = ifa_phrase_dup_time (facts->not_after_s);
  /* Translators: the date may lie in the past; %3$s is a date and time. */
  return g_strdup_printf (
      _ ("%1$s encrypts the connection (%2$s); its security certificate is made out until %3$s."),
      subject (check), protocol, until);
}

static char *
dup_tls (const IfaCheck *check)
{
  const IfaTlsFacts *facts = check->facts;
  const char *who = subject (check);
  char *trouble = dup_certificate_trouble (check);

  if (trouble != NULL)
    return trouble;
  if (check->outcome != IFA_OUTCOME_OK && facts->client_certificate_requested == IFA_TRI_YES)
    return g_strdup_printf (_ ("%s is there and asks for your company's digital certificate."),
                            who);

  switch (check->outcome)
    {
    case IFA_OUTCOME_OK:
      return dup_tls_open (check);
    case IFA_OUTCOME_ALERT:
      return g_strdup_printf (_ ("%s broke off when the connection was to be encrypted."), who);
    case IFA_OUTCOME_VERSION:
      return g_strdup_printf (_ ("%s offers only outdated encryption."), who);
    case IFA_OUTCOME_TIMED_OUT:
      return g_strdup_printf (_ ("%s stayed silent when the connection was to be encrypted."), who);
    case IFA_OUTCOME_RESET:
    case IFA_OUTCOME_CLOSED:
      return g_strdup_printf (_ ("%s: the connection was cut when it was to be encrypted."), who);
    case IFA_OUTCOME_MALFORMED:
      return g_strdup_printf (_ ("%s answers, but not with an encrypted connection."), who);
    default:
      return NULL;
    }
}

static char *
dup_http_success (const IfaCheck *check, const char *who)
{
  const IfaHttpFacts *facts = check->facts;
  g_autofree char *time = ifa_phrase_dup_milliseconds (check->duration_ms);

  if (facts->error_is_fine == IFA_TRI_NO && facts->error_code != NULL)
    return g_strdup_printf (_ ("%s answered with an error code of its own."), who);
  if (facts->says_maintenance == IFA_TRI_YES)
    return g_strdup_printf (_ ("%s answers that it is under maintenance."), who);
  if (facts->body_format == IFA_BODY_EMPTY)
    return g_strdup_printf (_ ("%1$s answered in %2$s; the answer is empty."), who, time);
  if (facts->body_well_formed == IFA_TRI_NO)
    return g_strdup_printf (_ ("%1$s answered in %2$s; the answer cannot be read."), who, time);
  return g_strdup_printf (_ ("%1$s answered in %2$s."), who, time);
}

static char *
dup_http_trouble (const IfaHttpFacts *facts, const char *who)
{
  int status = (int) CLAMP (facts->status, 0, 999);

  /* Translators: in these sentences, %1$s is "The service", %2$d a three-digit number. */
  if (facts->says_maintenance == IFA_TRI_YES)
    return g_strdup_printf (_ ("%1$s answers that it is under maintenance (status %2$d)."), who,
                            status);
  switch (status)
    {
    case 401:
      return g_strdup_printf (_ ("%1$s does not accept the sign-in (status %2$d)."), who, status);
    case 403:
      return g_strdup_printf (_ ("%1$s turned the request away (status %2$d)."), who, status);
    case 404:
    case 410:
      return g_strdup_printf (_ ("%1$s does not know this address (status %2$d)."), who, status);
    case 426:
      return g_strdup_printf (_ ("%1$s wants a newer program (status %2$d)."), who, status);
    case 429:
      return g_strdup_printf (_ ("%1$s asks for a pause (status %2$d)."), who, status);
    case 502:
    case 504:
      return g_strdup_printf (_ ("%1$s: only its front door answers (status %2$d)."), who, status);
    case 503:
      return g_strdup_printf (_ ("%1$s is not available now (status %2$d)."), who, status);
    default:
      break;
    }
  if (status >= 500)
    return g_strdup_printf (_ ("%1$s reports a fault inside (status %2$d)."), who, status);
  if (status >= 400)
    return g_strdup_printf (_ ("%1$s did not accept the request (status %2$d)."), who, status);
  return g_strdup_printf (_ ("%1$s points to another address (status %2$d)."), who, status);
}

static char *
dup_http (const IfaCheck *check)
{
  const IfaHttpFacts *facts = check->facts;
  const char *who = subject (check);

  switch (check->outcome)
    {
    case IFA_OUTCOME_OK:
      if (facts->status == IFA_UNKNOWN_INTEGER)
        return NULL;
      return facts->status >= 300 ? dup_http_trouble (facts, who) : dup_http_success (check, who);
    case IFA_OUTCOME_TIMED_OUT:
      return g_strdup_printf (_ ("%s did not answer the request in time."), who);
    case IFA_OUTCOME_RESET:
    case IFA_OUTCOME_CLOSED:
      return g_strdup_printf (_ ("%s cut the connection instead of answering."), who);
    case IFA_OUTCOME_TRUNCATED:
      return g_strdup_printf (_ ("%s broke off in the middle of its answer."), who);
    case IFA_OUTCOME_TOO_LARGE:
      return g_strdup_printf (_ ("%s sent more than this program reads."), who);
    case IFA_OUTCOME_MALFORMED:
      return g_strdup_printf (_ ("%s sent something that is no answer."), who);
    default:
      return NULL;
    }
}

/* A status page is a hint: the sentence says that it is the page's word. */
static char *
dup_status_page (const IfaCheck *check)
{
  const IfaStatusFacts *facts = check->facts;

  if (check->outcome != IFA_OUTCOME_OK)
    return NULL;
  switch (facts->state)
    {
    case IFA_STATUS_OK:
      return g_strdup (_ ("The service's status page says that all works."));
    case IFA_STATUS_DEGRADED:
      return g_strdup (_ ("The service's status page reports a partial fault."));
    case IFA_STATUS_DOWN:
      return g_strdup (_ ("The service's status page reports an outage."));
    case IFA_STATUS_MAINTENANCE:
      return g_strdup (_ ("The service's status page reports maintenance."));
    default:
      return g_strdup (_ ("The service's status page could not be understood."));
    }
}

static char *
dup_trace (const IfaCheck *check)
{
  const IfaTraceFacts *facts = check->facts;
  int last = (int) CLAMP (facts->last_hop, 0, 255);

  if (check->outcome == IFA_OUTCOME_NOT_AVAILABLE)
    return NULL;
  if (facts->prohibited_by != NULL)
    return g_strdup (_ ("Somebody on the way said that the connection is forbidden."));
  if (facts->last_hop == IFA_UNKNOWN_INTEGER)
    return NULL;
  if (facts->last_is_target == IFA_TRI_YES)
    return g_strdup_printf (ngettext ("The way there has %d stage.", "The way there has %d stages.",
                                      last),
                            last);
  if (facts->last_is_target == IFA_TRI_NO)
    return g_strdup_printf (_ ("The trail ends after stage %d; nothing beyond it answered."), last);
  return NULL;
}

static char *
dup_quality (const IfaCheck *check)
{
  const IfaQualityFacts *facts = check->facts;
  g_autofree char *time = NULL;
  int n_sent = (int) CLAMP (facts->n_sent, 0, 9999);
  int n_lost = (int) CLAMP (facts->n_lost, 0, n_sent);

  if (n_sent == 0 || facts->n_lost == IFA_UNKNOWN_INTEGER)
    return NULL;
  if (facts->median_us == IFA_UNKNOWN_INTEGER)
    return g_strdup_printf (_ ("Of %1$d short exchanges, %2$d were lost."), n_sent, n_lost);

  time = ifa_phrase_dup_milliseconds (facts->median_us / 1000);
  return g_strdup_printf (
      _ ("Of %1$d short exchanges, %2$d were lost; an answer usually takes %3$s."), n_sent, n_lost,
      time);
}

static char *
dup_mtu (const IfaCheck *check)
{
  const IfaMtuFacts *facts = check->facts;

  if (facts->full_acknowledged == IFA_TRI_YES)
    return g_strdup (_ ("Large pieces get through."));
  if (facts->full_acknowledged == IFA_TRI_NO && facts->small_acknowledged == IFA_TRI_YES)
    return g_strdup (_ ("Small pieces get through, large ones do not."));
  return NULL;
}

static char *
dup_distance (const IfaCheck *check)
{
  const IfaDistanceFacts *facts = check->facts;

  if (facts->ttl == IFA_UNKNOWN_INTEGER)
    return NULL;
  return g_strdup (_ ("From how far away the answer came was measured."));
}

static char *
dup_revocation (const IfaCheck *check)
{
  const IfaRevocationFacts *facts = check->facts;

  switch (facts->status)
    {
    case IFA_REVOCATION_GOOD:
      return g_strdup (_ ("The authority has not withdrawn the certificate."));
    case IFA_REVOCATION_REVOKED:
      return g_strdup (_ ("The authority has withdrawn the certificate."));
    default:
      return NULL;
    }
}

const IfaSummary ifa_remote_summaries[] = {
  { "endpoint", dup_endpoint },
  { "dns", dup_dns },
  { "tcp", dup_tcp },
  { "tls", dup_tls },
  { "http", dup_http },
  { "status-page", dup_status_page },
  { "trace", dup_trace },
  { "quality", dup_quality },
  { "mtu", dup_mtu },
  { "distance", dup_distance },
  { "revocation", dup_revocation },
  { NULL, NULL },
};
