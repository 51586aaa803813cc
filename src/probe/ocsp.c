/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "ocsp.h"

#include <gnutls/ocsp.h>

#include "vocabulary.h"

/* How far the responder's clock may be ahead. */
#define CLOCK_TOLERANCE_S 300

/* A response answers one certificate, or a few. */
#define MAX_ANSWERS 16

static const char *
judge_answer (gnutls_ocsp_resp_t response, guint position, gint64 now_s, IfaRevocationTimes *times)
{
  unsigned int status = GNUTLS_OCSP_CERT_UNKNOWN;
  time_t this_update = -1, next_update = -1, revoked_since = -1;

  if (gnutls_ocsp_resp_get_single (response, position, NULL, NULL, NULL, NULL, &status,
                                   &this_update, &next_update, &revoked_since, NULL)
      != GNUTLS_E_SUCCESS)
    return IFA_OCSP_INVALID;

  if (next_update != (time_t) -1)
    times->next_update_s = next_update;
  if (this_update == (time_t) -1 || this_update > now_s + CLOCK_TOLERANCE_S
      || (next_update != (time_t) -1 && next_update < now_s))
    return IFA_OCSP_EXPIRED;

  switch (status)
    {
    case GNUTLS_OCSP_CERT_GOOD:
      return IFA_OCSP_GOOD;
    case GNUTLS_OCSP_CERT_REVOKED:
      if (revoked_since != (time_t) -1)
        times->revoked_since_s = revoked_since;
      return IFA_OCSP_REVOKED;
    default:
      return IFA_OCSP_UNKNOWN;
    }
}

static const char *
judge_response (gnutls_ocsp_resp_t response,
                const IfaCertificate *certificate,
                const IfaCertificate *issuer,
                gint64 now_s,
                IfaRevocationTimes *times)
{
  unsigned int problems = 0;

  if (gnutls_ocsp_resp_get_status (response) != GNUTLS_OCSP_RESP_SUCCESSFUL)
    return IFA_OCSP_UNKNOWN;
  if (gnutls_ocsp_resp_verify_direct (response, issuer->crt, &problems, 0) != GNUTLS_E_SUCCESS
      || problems != 0)
    return IFA_OCSP_INVALID;

  for (guint i = 0; i < MAX_ANSWERS; i++)
    {
      int result = gnutls_ocsp_resp_check_crt (response, i, certificate->crt);

      if (result == GNUTLS_E_SUCCESS)
        return judge_answer (response, i, now_s, times);
      if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        break;
    }

  /* It speaks of another certificate. */
  return IFA_OCSP_INVALID;
}

/**
 * ifa_ocsp_ask:
 * @certificate: the certificate in question
 * @issuer: who issued it
 *
 * Returns: (transfer full) (nullable): an encoded request. SHA-1 names the certificate, as
 *   every responder expects; nothing is signed with it.
 */
GBytes *
ifa_ocsp_ask (const IfaCertificate *certificate, const IfaCertificate *issuer)
{
  gnutls_ocsp_req_t request = NULL;
  gnutls_datum_t datum = { NULL, 0 };
  GBytes *bytes = NULL;

  if (gnutls_ocsp_req_init (&request) != GNUTLS_E_SUCCESS)
    return NULL;
  if (gnutls_ocsp_req_add_cert (request, GNUTLS_DIG_SHA1, issuer->crt, certificate->crt)
          == GNUTLS_E_SUCCESS
      && gnutls_ocsp_req_export (request, &datum) == GNUTLS_E_SUCCESS)
    bytes = g_bytes_new_with_free_func (datum.data, datum.size, gnutls_free, datum.data);
  gnutls_ocsp_req_deinit (request);
  return bytes;
}

/**
 * ifa_ocsp_judge:
 * @response: an encoded response: foreign bytes
 * @certificate: the certificate in question
 * @issuer: who issued it; its key, or one that it vouches for, must have signed @response
 * @now_s: now, in seconds since 1970 UTC
 * @times: (out caller-allocates): when it was revoked, and until when the answer holds
 *
 * Returns: "good", "revoked", "unknown" (the responder doesn't know), "expired" (it speaks of
 *   another time) or "invalid" (unreadable, wrongly signed, of another certificate)
 */
const char *
ifa_ocsp_judge (GBytes *response,
                const IfaCertificate *certificate,
                const IfaCertificate *issuer,
                gint64 now_s,
                IfaRevocationTimes *times)
{
  gnutls_ocsp_resp_t parsed = NULL;
  gsize size;
  gnutls_datum_t datum;
  const char *answer = IFA_OCSP_INVALID;

  times->revoked_since_s = IFA_UNKNOWN_INTEGER;
  times->next_update_s = IFA_UNKNOWN_INTEGER;
  if (gnutls_ocsp_resp_init (&parsed) != GNUTLS_E_SUCCESS)
    return answer;

  datum.data = (unsigned char *) g_bytes_get_data (response, &size);
  datum.size = (unsigned int) size;
  if (gnutls_ocsp_resp_import (parsed, &datum) == GNUTLS_E_SUCCESS)
    answer = judge_response (parsed, certificate, issuer, now_s, times);
  gnutls_ocsp_resp_deinit (parsed);
  return answer;
}
