/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "profile-description.h"
#include "profile-emergency.h"

static void
section_free (IfaProfileSection *section)
{
  g_free (section->title);
  g_ptr_array_unref (section->items);
  g_free (section);
}

static IfaProfileSection *
section_new (const char *title)
{
  IfaProfileSection *section = g_new0 (IfaProfileSection, 1);

  section->title = g_strdup (title);
  section->items = g_ptr_array_new_with_free_func (g_free);
  return section;
}

/* Keeps a section that has something to say. */
static void
take_section (GPtrArray *sections, IfaProfileSection *section)
{
  if (section->items->len > 0)
    g_ptr_array_add (sections, section);
  else
    section_free (section);
}

static void
add (IfaProfileSection *section, const char *item)
{
  if (item != NULL)
    g_ptr_array_add (section->items, g_strdup (item));
}

static void
add_endpoints (GPtrArray *sections, const IfaProfile *profile)
{
  IfaProfileSection *section = section_new (_ ("It checks these addresses of the service"));

  for (guint i = 0; i < profile->endpoints->len; i++)
    {
      const IfaEndpoint *endpoint = g_ptr_array_index (profile->endpoints, i);

      g_ptr_array_add (section->items,
                       g_strdup_printf ("%s: %s", ifa_text_get (endpoint->name), endpoint->url));
    }
  take_section (sections, section);
}

/* The hosts beyond the service's own. */
static void
add_other_hosts (GPtrArray *sections, const IfaProfile *profile)
{
  IfaProfileSection *section
      = section_new (_ ("For comparison it also contacts, unless you want only the service's own"));
  g_auto (GStrv) own = ifa_profile_list_hosts (profile, TRUE);
  g_auto (GStrv) all = ifa_profile_list_hosts (profile, FALSE);

  for (guint i = 0; all[i] != NULL; i++)
    {
      if (!g_strv_contains ((const char *const *) own, all[i]))
        add (section, all[i]);
    }
  add (section, ifa_profile_get_unnamed_hosts (profile, FALSE));
  take_section (sections, section);
}

static void
add_vendor_addresses (GPtrArray *sections, const IfaProfile *profile)
{
  IfaProfileSection *section = section_new (_ ("It asks these pages of the vendor"));

  add (section, profile->status_url);
  add (section, profile->version_url);
  take_section (sections, section);
}

static void
add_folders (IfaProfileSection *section, GPtrArray *folders)
{
  for (guint i = 0; i < folders->len; i++)
    {
      const IfaClientFolder *folder = g_ptr_array_index (folders, i);

      if (folder->match != NULL)
        g_ptr_array_add (section->items, g_strdup_printf ("%s/%s", folder->path, folder->match));
      else
        add (section, folder->path);
    }
}

static void
add_files (GPtrArray *sections, const IfaProfile *profile)
{
  IfaProfileSection *outbox = section_new (_ ("It reads unsent invoices here, and never changes "
                                              "them"));
  IfaProfileSection *logs = section_new (_ ("It reads the invoicing program's own notes here"));
  IfaProfileSection *cache = section_new (_ ("It may empty these folders, only when you say so"));

  add_folders (outbox, profile->client_outbox);
  add_folders (logs, profile->client_logs);
  add (logs, profile->client_version_file);
  add_folders (cache, profile->client_cache);
  take_section (sections, outbox);
  take_section (sections, logs);
  take_section (sections, cache);
}

static void
add_vendor (GPtrArray *sections, const IfaProfile *profile)
{
  IfaProfileSection *section = section_new (_ ("Who helps when the service is broken"));

  add (section, profile->vendor_name);
  add (section, profile->vendor_email);
  add (section, profile->vendor_phone);
  add (section, profile->vendor_url);
  add (section, profile->vendor_hours != NULL ? ifa_text_get (profile->vendor_hours) : NULL);
  take_section (sections, section);
}

/* What the person learns from it when the service can't be reached. */
static void
add_emergency (GPtrArray *sections, const IfaProfile *profile)
{
  IfaProfileSection *section = section_new (_ ("What it says for when the service is down"));
  g_auto (GStrv) steps = ifa_profile_list_emergency_steps (profile);
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_auto (GStrv) limits = ifa_profile_list_time_limits (profile, NULL, now, NULL);
  g_autofree char *source = ifa_profile_dup_emergency_source (profile);

  for (guint i = 0; steps[i] != NULL; i++)
    add (section, steps[i]);
  for (guint i = 0; limits[i] != NULL; i++)
    add (section, limits[i]);
  add (section, source);
  take_section (sections, section);
}

static const char *
get_value_name (const IfaParameter *parameter)
{
  for (guint i = 0; i < parameter->values->len; i++)
    {
      const IfaParameterValue *value = g_ptr_array_index (parameter->values, i);

      if (strcmp (value->id, parameter->value) == 0)
        return ifa_text_get (value->name);
    }
  return parameter->value;
}

static void
add_parameters (GPtrArray *sections, const IfaProfile *profile)
{
  IfaProfileSection *section = section_new (_ ("What you choose"));

  for (guint i = 0; i < profile->parameters->len; i++)
    {
      const IfaParameter *parameter = g_ptr_array_index (profile->parameters, i);
      g_autoptr (GString) others = g_string_new (NULL);

      for (guint j = 0; j < parameter->values->len; j++)
        g_string_append_printf (others, "%s%s", j > 0 ? ", " : "",
                                ((IfaParameterValue *) parameter->values->pdata[j])->id);
      g_ptr_array_add (section->items,
                       /* Translators: a parameter's name, its id, the value chosen, all values. */
                       g_strdup_printf (_ ("%s (%s): %s; there are: %s"),
                                        ifa_text_get (parameter->name), parameter->id,
                                        get_value_name (parameter), others->str));
    }
  take_section (sections, section);
}

static void
add_sources (GPtrArray *sections, const IfaProfile *profile)
{
  IfaProfileSection *sources = section_new (_ ("Where its facts come from"));
  IfaProfileSection *unverified = section_new (_ ("What could not be verified"));

  for (guint i = 0; i < profile->sources->len; i++)
    {
      const IfaSource *source = g_ptr_array_index (profile->sources, i);

      g_ptr_array_add (sources->items,
                       g_strjoin (", ", ifa_text_get (source->title),
                                  source->url != NULL ? source->url : source->checked,
                                  source->url != NULL ? source->checked : NULL, NULL));
    }
  for (guint i = 0; i < profile->unverified->len; i++)
    add (unverified, ifa_text_get (g_ptr_array_index (profile->unverified, i)));
  take_section (sections, sources);
  take_section (sections, unverified);
}

/**
 * ifa_profile_describe:
 * @profile: a profile, foreign ones above all
 *
 * Says which hosts are contacted, which folders are read and which may be emptied.
 *
 * Returns: (transfer full) (element-type IfaProfileSection): what to show before its first use
 */
GPtrArray *
ifa_profile_describe (const IfaProfile *profile)
{
  GPtrArray *sections = g_ptr_array_new_with_free_func ((GDestroyNotify) section_free);

  add_parameters (sections, profile);
  add_endpoints (sections, profile);
  add_vendor_addresses (sections, profile);
  add_other_hosts (sections, profile);
  add_files (sections, profile);
  add_vendor (sections, profile);
  add_emergency (sections, profile);
  add_sources (sections, profile);
  return sections;
}
