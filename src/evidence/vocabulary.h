/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The words that every layer shares: stations, outcomes, and three-valued answers. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * IfaTri:
 *
 * A measured answer. `UNKNOWN` is 0, so that a fact nobody set is never mistaken for an answer.
 */
typedef enum
{
  IFA_TRI_UNKNOWN = 0,
  IFA_TRI_NO,
  IFA_TRI_YES,
} IfaTri;

#define IFA_TRI(condition) ((condition) ? IFA_TRI_YES : IFA_TRI_NO)

/* An integer fact that nobody measured. */
#define IFA_UNKNOWN_INTEGER G_MININT64

/**
 * IfaLayer:
 *
 * The stations of the connection map, in the order in which a packet passes them;
 * `CLIENT` stands beside the map.
 */
typedef enum
{
  IFA_LAYER_COMPUTER = 0,
  IFA_LAYER_LOCAL_NETWORK,
  IFA_LAYER_INTERNET,
  IFA_LAYER_SECURITY,
  IFA_LAYER_SERVICE,
  IFA_LAYER_CLIENT,
} IfaLayer;

#define IFA_N_STATIONS 5

/**
 * IfaOutcome:
 *
 * How one exchange ended, whatever library carried it. `NOT_TESTED` is 0: a check that
 * returned early stays "not tested". The names (see [func@Ifa.outcome_to_string]) are public.
 */
typedef enum
{
  IFA_OUTCOME_NOT_TESTED = 0,
  IFA_OUTCOME_OK,
  IFA_OUTCOME_TIMED_OUT,           /* silence until the deadline */
  IFA_OUTCOME_REFUSED,             /* TCP RST to a SYN, ICMP port unreachable */
  IFA_OUTCOME_RESET,               /* RST on an established connection */
  IFA_OUTCOME_CLOSED,              /* orderly close before the exchange was complete */
  IFA_OUTCOME_PROHIBITED,          /* ICMP administratively prohibited, or EPERM/EACCES here */
  IFA_OUTCOME_HOST_UNREACHABLE,    /* EHOSTUNREACH: no answer to ARP/ND, or a router says so */
  IFA_OUTCOME_NETWORK_UNREACHABLE, /* ENETUNREACH: no route from here */
  IFA_OUTCOME_NAME_NOT_FOUND,      /* NXDOMAIN */
  IFA_OUTCOME_NO_ADDRESS,          /* the name exists, without an address of this family */
  IFA_OUTCOME_SERVER_FAILED,       /* SERVFAIL, EAI_AGAIN */
  IFA_OUTCOME_QUERY_REFUSED,       /* DNS REFUSED */
  IFA_OUTCOME_MALFORMED,           /* an answer that is not the protocol */
  IFA_OUTCOME_ALERT,               /* a TLS alert from the other side */
  IFA_OUTCOME_VERSION,             /* no common protocol version */
  IFA_OUTCOME_CERTIFICATE,         /* the certificate was not accepted */
  IFA_OUTCOME_TRUNCATED,           /* ended before its declared length */
  IFA_OUTCOME_TOO_LARGE,           /* a limit of this program was reached */
  IFA_OUTCOME_NOT_FOUND,           /* a local thing (route, file, device) is not there */
  IFA_OUTCOME_NOT_AVAILABLE,       /* can't be measured on this computer */
  IFA_OUTCOME_FAILED,              /* any other failure; the check's detail says which */
} IfaOutcome;

#define IFA_N_OUTCOMES (IFA_OUTCOME_FAILED + 1)

/**
 * IfaRole:
 *
 * Whose host a check talks to.
 */
typedef enum
{
  IFA_ROLE_NONE = 0, /* this computer and its network */
  IFA_ROLE_SERVICE,  /* an endpoint of the profile */
  IFA_ROLE_CONTROL,  /* an unrelated host, for comparison */
  IFA_ROLE_TIME,     /* a time server */
  IFA_ROLE_VENDOR,   /* the vendor's status page */
} IfaRole;

const char *ifa_layer_to_string (IfaLayer layer);
gboolean ifa_layer_from_string (const char *name, IfaLayer *layer);
const char *ifa_outcome_to_string (IfaOutcome outcome);
gboolean ifa_outcome_from_string (const char *name, IfaOutcome *outcome);
const char *ifa_role_to_string (IfaRole role);
gboolean ifa_role_from_string (const char *name, IfaRole *role);

G_END_DECLS
