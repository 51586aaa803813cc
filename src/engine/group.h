/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* One host and port that a run talks to. Shared by the steps towards it, through a proxy, and
 * those that look closer when something is off. */

#pragma once

#include "run-private.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_GROUP_SERVICE,
  IFA_GROUP_CONTROL, /* an HTTPS page */
  IFA_GROUP_PORTAL,  /* a plain HTTP connectivity address */
  IFA_GROUP_TIME,    /* a time server */
  IFA_GROUP_STATUS,  /* the vendor's status page */
  IFA_GROUP_VERSION, /* the service's word about versions of its client */
} IfaGroupKind;

struct _IfaGroup
{
  IfaGroupKind kind;
  IfaRole role;
  IfaNeed need;
  char *id; /* of the first endpoint, or "control-1" */
  char *host;
  guint16 port;
  gboolean uses_tls;
  char *url;                  /* of the first endpoint, or of the control host */
  GPtrArray *endpoints;       /* (element-type IfaEndpoint): borrowed from the profile */
  GPtrArray *addresses;       /* (element-type utf8): tried so far, the one that works first */
  GPtrArray *other_addresses; /* (element-type utf8): a name server's, and not the system's */
  GCancellable *cancellable;  /* all on the direct way */
  GCancellable *http_cancellable;
  GCancellable *doubt_cancellable; /* other handshakes beside the first */
  char *proxy;       /* (nullable): "host:port", once the settings are known to name one */
  gboolean is_local; /* on this computer: needs no network */
  guint n_connecting;
  gboolean host_ended;
  gboolean connected;
  gboolean given_up;
  gboolean connection_doubted;
  gboolean handshake_doubted;
  gboolean identity_doubted;
  gboolean passage_doubted;
  gboolean quality_doubted;
  gboolean looked_again;
  gboolean quality_measured;
  gboolean distance_doubted;
  gboolean other_family_tried;
  guint n_repetitions;
  guint n_others_tried;
};

/* target-steps.c */
IfaCheck *
ifa_group_new_tcp (const IfaGroup *group, const char *address, guint16 port, guint purpose);
IfaCheck *ifa_group_new_tls (const IfaGroup *group);
IfaCheck *ifa_group_new_http (const IfaGroup *group, const IfaEndpoint *endpoint);
void ifa_run_http_done (IfaRun *run, IfaCheck *check, gpointer user_data);

/* authority-steps.c */
void ifa_group_ask_authority (IfaRun *run, const IfaGroup *group, const IfaCheck *tls);

/* proxy-steps.c */
void ifa_group_start_proxy (IfaRun *run, IfaGroup *group);

/* doubt-steps.c */
void ifa_group_watch_connection (IfaRun *run, IfaGroup *group, const char *address);
void ifa_group_doubt_connection (IfaRun *run, IfaGroup *group, const char *address);
void ifa_group_see_other_address (IfaRun *run, IfaGroup *group, const char *address);
void ifa_group_watch_handshake (IfaRun *run, IfaGroup *group);
void ifa_group_see_handshake (IfaRun *run, IfaGroup *group, const IfaCheck *tls);
void ifa_group_watch_request (IfaRun *run, IfaGroup *group);
void ifa_group_see_answer (IfaRun *run, IfaGroup *group, const IfaCheck *http);
void ifa_group_look_at_line (IfaRun *run, IfaGroup *group);
void ifa_group_see_timing (IfaRun *run, IfaGroup *group, const IfaCheck *check);

G_END_DECLS
