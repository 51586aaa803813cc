/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The steps that look at this computer and its own network. */

#include "gateway-probe.h"
#include "link-probe.h"
#include "path-probe.h"
#include "resolver-probe.h"
#include "route-probe.h"
#include "run-private.h"

/* Without a working link nothing can answer; what is under way gets this long to say so. */
#define NO_LINK_MS 400

typedef void (*ListProbe) (IfaEnvironment *environment,
                           IfaEvidence *evidence,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

typedef struct
{
  IfaRun *run; /* owned */
  const IfaFactsType *type;
  gint64 started_ms;
  void (*then) (IfaRun *run);
} ListStep;

/* These probes add their checks themselves; only the run knows the time. */
static void
list_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ListStep *step = user_data;
  g_autoptr (IfaRun) run = step->run;

  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      IfaCheck *check = ifa_evidence_get_check (run->evidence, i);

      if (check->type != step->type)
        continue;
      check->started_ms = step->started_ms;
      check->duration_ms = ifa_run_elapsed_ms (run) - step->started_ms;
      ifa_run_announce_ended (run, check);
    }
  step->then (run);
  g_free (step);
  ifa_run_release (run);
}

static void
launch_list (IfaRun *run, ListProbe probe, const IfaFactsType *type, void (*then) (IfaRun *run))
{
  ListStep *step = g_new0 (ListStep, 1);

  step->run = g_object_ref (run);
  step->type = type;
  step->started_ms = ifa_run_elapsed_ms (run);
  step->then = then;
  ifa_run_hold (run);
  probe (run->environment, run->evidence, run->everything, list_ended_cb, step);
}

static gboolean
no_link_cb (gpointer user_data)
{
  IfaRun *run = user_data;

  run->no_link_source = 0;
  run->no_network = TRUE;
  g_cancellable_cancel (run->comparison);
  g_cancellable_cancel (run->gateways);
  ifa_run_cut_off_network (run);
  return G_SOURCE_REMOVE;
}

static void
links_are_known (IfaRun *run)
{
  gboolean measured = FALSE;

  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);
      const IfaLinkFacts *link = check->facts;

      if (check->type != &ifa_link_facts || check->outcome != IFA_OUTCOME_OK)
        continue;
      measured = TRUE;
      if (ifa_link_leads_out (link) && link->is_up == IFA_TRI_YES
          && link->has_carrier != IFA_TRI_NO)
        return;
    }
  if (measured)
    run->no_link_source = g_timeout_add (NO_LINK_MS, no_link_cb, run);
}

static void
gateway_done (IfaRun *run, IfaCheck *check, gpointer user_data)
{
  run->n_gateways--;
}

static void
routes_are_known (IfaRun *run)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_checks = ifa_evidence_get_n_checks (run->evidence);

  for (guint i = 0; i < n_checks; i++)
    {
      const IfaCheck *route = ifa_evidence_get_check (run->evidence, i);
      const IfaRouteFacts *facts = route->facts;
      IfaCheck *check = NULL;
      IfaGatewayFacts *gateway = NULL;

      if (route->type != &ifa_route_facts || route->outcome != IFA_OUTCOME_OK
          || facts->gateway == NULL)
        continue;
      if (!g_hash_table_add (seen, g_strconcat (facts->gateway, "%", facts->interface, NULL)))
        continue;

      check = ifa_check_new (&ifa_gateway_facts, IFA_ROLE_NONE, NULL);
      gateway = check->facts;
      gateway->address = g_strdup (facts->gateway);
      gateway->interface = g_strdup (facts->interface);
      run->n_gateways++;
      ifa_run_launch (run, check, ifa_gateway_probe_async, IFA_NEED_COMPARISON, run->gateways,
                      gateway_done, NULL);
    }
}

static void
look_at_way_to_server (IfaRun *run, const char *server)
{
  IfaCheck *check = ifa_check_new (&ifa_path_facts, IFA_ROLE_NONE, IFA_ENDPOINT_NAME_SERVER);

  ((IfaPathFacts *) check->facts)->address = g_strdup (server);
  ifa_run_launch (run, check, ifa_path_probe_async, IFA_NEED_COMPARISON, NULL, NULL, NULL);
}

static void
resolver_is_known (IfaRun *run)
{
  static const char *const nobody[] = { NULL };
  const char *const *servers = nobody;
  const IfaCheck *check = ifa_evidence_find (run->evidence, ifa_resolver_facts.kind);

  if (check != NULL && ((IfaResolverFacts *) check->facts)->servers != NULL)
    servers = (const char *const *) ((IfaResolverFacts *) check->facts)->servers;
  for (guint i = 0; servers[i] != NULL; i++)
    look_at_way_to_server (run, servers[i]);
  ifa_run_name_servers_are_known (run, servers);
}

static const char *
chosen_interface (IfaRun *run, const char *address)
{
  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);
      const IfaPathFacts *path = check->facts;

      if (check->type == &ifa_path_facts && g_strcmp0 (path->address, address) == 0)
        return path->interface;
    }
  return NULL;
}

/**
 * ifa_run_list_other_interfaces:
 * @run: a run
 * @address: an address that the kernel has chosen a way to
 *
 * Returns: (transfer full): the interfaces of default routes that the kernel did not choose for it
 */
char **
ifa_run_list_other_interfaces (IfaRun *run, const char *address)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  const char *chosen = chosen_interface (run, address);

  if (chosen == NULL)
    return g_strv_builder_end (builder);
  g_hash_table_add (seen, (gpointer) chosen);
  for (guint i = 0; i < ifa_evidence_get_n_checks (run->evidence); i++)
    {
      const IfaCheck *check = ifa_evidence_get_check (run->evidence, i);
      const IfaRouteFacts *route = check->facts;

      if (check->type == &ifa_route_facts && check->outcome == IFA_OUTCOME_OK
          && route->interface != NULL && g_hash_table_add (seen, route->interface))
        g_strv_builder_add (builder, route->interface);
    }
  return g_strv_builder_end (builder);
}

/**
 * ifa_run_start_network:
 * @run: a run
 *
 * Looks at links, routes with their gateways, and name server settings, all at once.
 */
void
ifa_run_start_network (IfaRun *run)
{
  launch_list (run, ifa_resolver_probe_async, &ifa_resolver_facts, resolver_is_known);
  launch_list (run, ifa_link_probe_async, &ifa_link_facts, links_are_known);
  launch_list (run, ifa_route_probe_async, &ifa_route_facts, routes_are_known);
}
