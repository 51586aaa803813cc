/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The steps that find a host's addresses: the system's resolver and each name server beside it. The
 * system's answer is what her programs get, so it is the one that is used; a name server's is used
 * only where the system has none, or is late. */

#include "dns-probe.h"
#include "run-private.h"
#include "tcp-probe.h"

#define MAX_ADDRESSES 16

/* The system's resolver waits five seconds before it asks again after a lost packet; whoever asks
 * it anew finds out at once whether that was all. */
#define MAX_SYSTEM_TRIES 3
#define NEXT_TRY_MS 1000

/* How long a name server's answer waits for the system's. */
#define LATE_MS 250

/* A name server that was silent for this long is tried over TCP as well: is its machine there? */
#define SILENT_SERVER_MS 700

typedef struct
{
  IfaHostAddress address;
  IfaHostEnded ended;
  gpointer group;
} Waiter;

struct _IfaHost
{
  char *name;
  IfaRole role;
  char *endpoint;
  IfaRun *run;          /* borrowed: the run owns the host */
  GPtrArray *addresses; /* (element-type utf8): in use */
  GPtrArray *others;    /* (element-type utf8): from name servers only */
  guint late_source;
  GCancellable *system; /* the system's look-ups of a service's name */
  guint n_system_tries;
  gboolean system_ended;
  GArray *waiters; /* (element-type Waiter) */
  guint n_pending;
  gboolean servers_asked;
  gboolean ended;
};

void
ifa_host_free (IfaHost *host)
{
  g_free (host->name);
  g_free (host->endpoint);
  g_clear_handle_id (&host->late_source, g_source_remove);
  g_object_unref (host->system);
  g_ptr_array_unref (host->addresses);
  g_ptr_array_unref (host->others);
  g_array_unref (host->waiters);
  g_free (host);
}

/**
 * ifa_host_has_ended:
 * @host: a host
 *
 * Returns: whether all its look-ups have ended, so that no further address will come
 */
gboolean
ifa_host_has_ended (const IfaHost *host)
{
  return host->ended;
}

const char *
ifa_host_get_name (const IfaHost *host)
{
  return host->name;
}

static gboolean
contains (const GPtrArray *addresses, const char *address)
{
  return g_ptr_array_find_with_equal_func ((GPtrArray *) addresses, address, g_str_equal, NULL);
}

static void
tell (IfaHost *host, const char *address, gboolean is_other)
{
  for (guint i = 0; i < host->waiters->len; i++)
    {
      Waiter *waiter = &g_array_index (host->waiters, Waiter, i);
      waiter->address (host->run, host, address, is_other, waiter->group);
    }
}

static void
add_address (IfaHost *host, const char *address)
{
  if (host->addresses->len >= MAX_ADDRESSES || contains (host->addresses, address))
    return;
  g_ptr_array_add (host->addresses, g_strdup (address));
  tell (host, address, FALSE);
}

static void
add_other (IfaHost *host, const char *address)
{
  if (host->others->len >= MAX_ADDRESSES || contains (host->others, address))
    return;
  g_ptr_array_add (host->others, g_strdup (address));
  if (host->addresses->len > 0 && !contains (host->addresses, address))
    tell (host, address, TRUE);
}

/* The system gave nothing, or is late: what the name servers said must do. */
static void
use_others (IfaHost *host)
{
  if (host->addresses->len > 0)
    return;
  for (guint i = 0; i < host->others->len; i++)
    add_address (host, g_ptr_array_index (host->others, i));
}

static void ask_system (IfaRun *run, IfaHost *host);

static gboolean
system_is_late_cb (gpointer user_data)
{
  IfaHost *host = user_data;

  host->late_source = 0;
  host->run->line_is_suspect = TRUE;
  use_others (host);
  if (host->role == IFA_ROLE_SERVICE && host->n_system_tries < MAX_SYSTEM_TRIES)
    {
      host->late_source = g_timeout_add (NEXT_TRY_MS, system_is_late_cb, host);
      ask_system (host->run, host);
    }
  return G_SOURCE_REMOVE;
}

static void
system_has_answered (IfaHost *host, const IfaDnsFacts *facts)
{
  host->system_ended = TRUE;
  g_clear_handle_id (&host->late_source, g_source_remove);
  g_cancellable_cancel (host->system);
  for (guint i = 0; facts->addresses != NULL && facts->addresses[i] != NULL; i++)
    add_address (host, facts->addresses[i]);

  use_others (host);
  for (guint i = 0; i < host->others->len; i++)
    if (!contains (host->addresses, g_ptr_array_index (host->others, i)))
      tell (host, g_ptr_array_index (host->others, i), TRUE);
}

static void
server_has_answered (IfaHost *host, const IfaDnsFacts *facts)
{
  for (guint i = 0; facts->addresses != NULL && facts->addresses[i] != NULL; i++)
    add_other (host, facts->addresses[i]);
  if (host->system_ended)
    use_others (host);
  else if (host->others->len > 0 && host->addresses->len == 0 && host->late_source == 0
           && host->n_system_tries == 1)
    host->late_source = g_timeout_add (LATE_MS, system_is_late_cb, host);
}

static void
check_ended (IfaHost *host)
{
  if (host->ended || host->n_pending > 0 || !host->servers_asked)
    return;

  host->ended = TRUE;
  for (guint i = 0; i < host->waiters->len; i++)
    {
      Waiter *waiter = &g_array_index (host->waiters, Waiter, i);
      waiter->ended (host->run, host, waiter->group);
    }
}

static void
look_up_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  IfaHost *host = user_data;
  const IfaDnsFacts *facts = check->facts;

  host->n_pending--;
  if (facts->via == IFA_DNS_VIA_SERVER)
    server_has_answered (host, facts);
  else if (!host->system_ended)
    system_has_answered (host, facts);
  check_ended (host);
}

/* A service's name at the first server and through the system is what her program depends on;
 * everything else is for comparison. */
static IfaNeed
need_of (const IfaHost *host, guint position)
{
  return host->role == IFA_ROLE_SERVICE && position <= 1 ? IFA_NEED_ESSENTIAL : IFA_NEED_COMPARISON;
}

static void
look_up (IfaRun *run, IfaHost *host, IfaDnsVia via, const char *server, guint position)
{
  IfaCheck *check = ifa_check_new (&ifa_dns_facts, host->role, host->endpoint);
  IfaDnsFacts *facts = check->facts;
  IfaNeed need = need_of (host, position);
  GCancellable *cancellable = need == IFA_NEED_ESSENTIAL ? run->network : run->comparison;

  facts->name = g_strdup (host->name);
  facts->via = via;
  facts->server = g_strdup (server);
  if (position > 0)
    facts->server_position = position;
  host->n_pending++;
  if (via == IFA_DNS_VIA_SYSTEM && host->role == IFA_ROLE_SERVICE)
    cancellable = host->system;
  ifa_run_launch (run, check, ifa_dns_probe_async, need, cancellable, look_up_done, host);
}

static void
ask_system (IfaRun *run, IfaHost *host)
{
  host->n_system_tries++;
  look_up (run, host, IFA_DNS_VIA_SYSTEM, NULL, 0);
}

/**
 * ifa_run_cut_off_look_ups:
 * @run: a run
 *
 * Ends all look-ups, because nothing can be looked up any more.
 */
void
ifa_run_cut_off_look_ups (IfaRun *run)
{
  GHashTableIter iter;
  gpointer host;

  g_cancellable_cancel (run->network);
  g_hash_table_iter_init (&iter, run->hosts);
  while (g_hash_table_iter_next (&iter, NULL, &host))
    g_cancellable_cancel (((IfaHost *) host)->system);
}

static void
ask_servers (IfaRun *run, IfaHost *host)
{
  gboolean is_local
      = g_str_equal (host->name, "localhost") || g_str_has_suffix (host->name, ".localhost");

  if (host->servers_asked)
    return;
  host->servers_asked = TRUE;
  for (guint i = 0; !is_local && run->name_servers[i] != NULL; i++)
    look_up (run, host, IFA_DNS_VIA_SERVER, run->name_servers[i], i + 1);
  check_ended (host);
}

typedef struct
{
  IfaRun *run; /* owned */
  char *server;
} SilentServer;

static gboolean
some_question_is_unanswered (IfaRun *run, const char *server)
{
  gboolean unanswered = FALSE;

  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);

      if (check->type != &ifa_dns_facts
          || g_strcmp0 (((IfaDnsFacts *) check->facts)->server, server) != 0)
        continue;
      if (check->outcome != IFA_OUTCOME_NOT_TESTED)
        return FALSE;
      unanswered = TRUE;
    }
  return unanswered;
}

static void
connect_to_server (IfaRun *run, const char *server, guint16 port, const char *interface)
{
  IfaCheck *check = ifa_check_new (&ifa_tcp_facts, IFA_ROLE_NONE, IFA_ENDPOINT_NAME_SERVER);
  IfaTcpFacts *facts = check->facts;

  facts->address = g_strdup (server);
  facts->port = port;
  facts->interface = g_strdup (interface);
  facts->purpose
      = interface != NULL ? IFA_TCP_PURPOSE_OTHER_INTERFACE : IFA_TCP_PURPOSE_NAME_SERVER;
  ifa_run_launch (run, check, ifa_tcp_probe_async, IFA_NEED_COMPARISON, NULL, NULL, NULL);
}

static gboolean
silent_server_cb (gpointer user_data)
{
  SilentServer *silent = user_data;
  g_autoptr (IfaRun) run = silent->run;
  g_autofree char *server = silent->server;

  if (!run->finished && !ifa_run_was_cancelled (run) && some_question_is_unanswered (run, server))
    {
      g_auto (GStrv) interfaces = ifa_run_list_other_interfaces (run, server);

      connect_to_server (run, server, 53, NULL);
      /* Where port 53 is what is blocked, another port still shows whether the machine is there. */
      connect_to_server (run, server, 443, NULL);
      for (guint i = 0; interfaces[i] != NULL; i++)
        connect_to_server (run, server, 53, interfaces[i]);
    }
  g_free (silent);
  return G_SOURCE_REMOVE;
}

static void
watch_server (IfaRun *run, const char *server)
{
  SilentServer *silent = g_new0 (SilentServer, 1);

  silent->run = g_object_ref (run);
  silent->server = g_strdup (server);
  g_timeout_add (SILENT_SERVER_MS, silent_server_cb, silent);
}

/**
 * ifa_run_name_servers_are_known:
 * @run: a run
 * @servers: the configured name servers, in the order in which they are asked
 *
 * Asks each of them for every host of the run, also for those that come later.
 */
void
ifa_run_name_servers_are_known (IfaRun *run, const char *const *servers)
{
  GHashTableIter iter;
  gpointer host;

  run->name_servers = g_strdupv ((char **) servers);
  run->name_servers_known = TRUE;
  g_hash_table_iter_init (&iter, run->hosts);
  while (g_hash_table_iter_next (&iter, NULL, &host))
    ask_servers (run, host);
  if (g_hash_table_size (run->hosts) > 0)
    for (guint i = 0; servers[i] != NULL; i++)
      watch_server (run, servers[i]);
}

static IfaHost *
host_new (IfaRun *run, const char *name, IfaRole role, const char *endpoint)
{
  IfaHost *host = g_new0 (IfaHost, 1);

  host->name = g_strdup (name);
  host->role = role;
  host->endpoint = g_strdup (endpoint);
  host->run = run;
  host->system = g_cancellable_new ();
  host->addresses = g_ptr_array_new_with_free_func (g_free);
  host->others = g_ptr_array_new_with_free_func (g_free);
  host->waiters = g_array_new (FALSE, FALSE, sizeof (Waiter));
  g_hash_table_insert (run->hosts, host->name, host);
  return host;
}

/**
 * ifa_run_resolve:
 * @run: a run
 * @name: a host name, not a numeric address
 * @role: whose host it is
 * @endpoint: what the look-ups are filed under
 * @address: called for each address, at once for those that are known already
 * @ended: called once, when no further address will come
 * @group: closure of both
 *
 * Each name is looked up once a run, whoever asks.
 *
 * Returns: (transfer none): the host
 */
IfaHost *
ifa_run_resolve (IfaRun *run,
                 const char *name,
                 IfaRole role,
                 const char *endpoint,
                 IfaHostAddress address,
                 IfaHostEnded ended,
                 gpointer group)
{
  IfaHost *host = g_hash_table_lookup (run->hosts, name);
  Waiter waiter = { address, ended, group };
  gboolean is_new = host == NULL;

  if (is_new)
    host = host_new (run, name, role, endpoint);
  g_array_append_val (host->waiters, waiter);

  if (is_new)
    {
      ask_system (run, host);
      if (run->name_servers_known)
        ask_servers (run, host);
      return host;
    }
  for (guint i = 0; i < host->addresses->len; i++)
    address (run, host, g_ptr_array_index (host->addresses, i), FALSE, group);
  if (host->ended)
    ended (run, host, group);
  return host;
}
