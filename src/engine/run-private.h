/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What the steps of a run share. Each step is a file: network, hosts, targets. */

#pragma once

#include "facts.h"
#include "probe.h"
#include "run.h"

G_BEGIN_DECLS

/* Why a check was broken off or never begun; the words stand in knowledge. */
#define IFA_REASON_CANCELLED "cancelled"
#define IFA_REASON_NOT_NEEDED "not-needed"
#define IFA_REASON_NO_PATIENCE "no-patience"
#define IFA_REASON_OWN_HOSTS_ONLY "own-hosts-only"
#define IFA_REASON_NO_NETWORK "no-network"
#define IFA_REASON_NO_ADDRESS "no-address"
#define IFA_REASON_NO_CONNECTION "no-connection"
#define IFA_REASON_NO_ENCRYPTION "no-encryption"

/**
 * IfaNeed:
 *
 * What a run waits for. Once everything essential is there and all is well, what is only good
 * for comparison is broken off after a moment.
 */
typedef enum
{
  IFA_NEED_ESSENTIAL,
  IFA_NEED_COMPARISON,
} IfaNeed;

typedef struct _IfaHost IfaHost;
typedef struct _IfaGroup IfaGroup;

struct _IfaRun
{
  GObject parent_instance;

  IfaEnvironment *environment;
  IfaProfile *profile;
  gboolean own_hosts_only;
  IfaTri while_sending;
  char *message; /* (nullable): what the invoicing program said */

  IfaEvidence *evidence;
  GTask *task;              /* while it runs */
  GCancellable *everything; /* the user's cancel ends it */
  GCancellable *network;    /* look-ups; ends early when there is no network */
  GCancellable *gateways;   /* looks at routers; needed only while nothing beyond answers */
  GCancellable *comparison; /* what is only compared with; ends early when all is well */
  gulong cancelled_handler;
  gint64 started_us; /* wall clock */
  gint64 started_monotonic_us;
  gint64 duration_ms;
  guint n_pending;
  guint n_essential;
  guint n_gateways; /* pending ones */
  guint grace_source;
  guint no_link_source;
  gboolean no_network;
  gboolean line_was_looked_at;
  gboolean is_looking_at_line;
  gboolean line_is_suspect; /* a look-up is late for no other known reason */
  gboolean line_is_narrow;  /* it seems: then every further attempt makes the others late */
  gboolean finished;

  GHashTable *hosts;  /* name → IfaHost */
  GPtrArray *groups;  /* (element-type IfaGroup) */
  GStrv name_servers; /* (nullable): once known */
  gboolean name_servers_known;
};

/**
 * IfaCheckDone:
 *
 * Called when a check has ended, before the run looks whether it is complete.
 */
typedef void (*IfaCheckDone) (IfaRun *run, IfaCheck *check, gpointer user_data);

void ifa_run_launch (IfaRun *run,
                     IfaCheck *check,
                     IfaProbe probe,
                     IfaNeed need,
                     GCancellable *cancellable,
                     IfaCheckDone done,
                     gpointer user_data);
void ifa_run_begin (IfaRun *run, IfaCheck *check);
void ifa_run_end (IfaRun *run, IfaCheck *check);
void ifa_run_hold (IfaRun *run);
void ifa_run_release (IfaRun *run);
void ifa_run_announce_ended (IfaRun *run, IfaCheck *check);
void ifa_run_add_ended (IfaRun *run, IfaCheck *check);
void ifa_run_add_skipped (IfaRun *run, IfaCheck *check, const char *reason);
gint64 ifa_run_elapsed_ms (IfaRun *run);

/* circumstances.c */
void ifa_run_add_circumstances (IfaRun *run);

/* network-steps.c */
void ifa_run_start_network (IfaRun *run);
char **ifa_run_list_other_interfaces (IfaRun *run, const char *address);

/* host-steps.c */
/* @is_other: a name server gave it, and the system's resolver gave others. */
typedef void (*IfaHostAddress) (IfaRun *run,
                                IfaHost *host,
                                const char *address,
                                gboolean is_other,
                                gpointer group);
typedef void (*IfaHostEnded) (IfaRun *run, IfaHost *host, gpointer group);

IfaHost *ifa_run_resolve (IfaRun *run,
                          const char *name,
                          IfaRole role,
                          const char *endpoint,
                          IfaHostAddress address,
                          IfaHostEnded ended,
                          gpointer group);
void ifa_run_cut_off_look_ups (IfaRun *run);
void ifa_run_name_servers_are_known (IfaRun *run, const char *const *servers);
gboolean ifa_host_has_ended (const IfaHost *host);
const char *ifa_host_get_name (const IfaHost *host);
void ifa_host_free (IfaHost *host);

/* target-steps.c */
void ifa_run_start_targets (IfaRun *run);
void ifa_run_cut_off_network (IfaRun *run);
void ifa_group_free (IfaGroup *group);

/* client-steps.c */
void ifa_run_start_client (IfaRun *run);

/* clock-steps.c */
void ifa_run_compare_dates (IfaRun *run, const IfaCheck *check);

G_END_DECLS
