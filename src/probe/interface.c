/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "interface.h"

#include <linux/if_arp.h>
#include <string.h>

static gboolean
is_one_of (const char *kind, const char *const *kinds)
{
  return g_strv_contains (kinds, kind);
}

/* Packets on it go to one other end, wherever that is. */
static gboolean
is_tunnel (const IfaNetlinkLink *link)
{
  static const char *const kinds[]
      = { "tun",    "wireguard", "ovpn", "ppp",  "ipip", "gre",  "gretap", "ip6gre", "ip6gretap",
          "ip6tnl", "sit",       "vti",  "vti6", "xfrm", "l2tp", "erspan", NULL };

  if (is_one_of (link->kind, kinds))
    return TRUE;
  switch (link->hardware_type)
    {
    case ARPHRD_PPP:
    case ARPHRD_TUNNEL:
    case ARPHRD_TUNNEL6:
    case ARPHRD_SIT:
    case ARPHRD_IPGRE:
    case ARPHRD_IP6GRE:
    case ARPHRD_NONE:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Modems look like tunnels; systemd's names of interfaces (systemd.net-naming-scheme(7)) and the
 * kernel's own both begin like this. */
static gboolean
is_cellular (const IfaNetlinkLink *link)
{
  static const char *const kinds[] = { "wwan", "rmnet", NULL };

  return is_one_of (link->kind, kinds) || g_str_has_prefix (link->name, "ww");
}

/* Whatever is plugged in here leads into this computer: to containers and virtual machines. */
static gboolean
is_virtual (const IfaNetlinkLink *link)
{
  static const char *const kinds[] = { "dummy", "ifb", "nlmon", "vrf", "vcan", "vxcan", NULL };

  return is_one_of (link->kind, kinds);
}

static gboolean
is_ethernet (const IfaNetlinkLink *link)
{
  static const char *const kinds[]
      = { "", "veth", "vlan", "macvlan", "ipvlan", "bond", "team", "macsec", NULL };

  return link->hardware_type == ARPHRD_ETHER && is_one_of (link->kind, kinds);
}

/**
 * ifa_interface_kind:
 * @link: an interface
 *
 * By what the kernel says of it alone; wireless interfaces, which it doesn't tell from wired ones
 * here, are `ETHERNET`. A port of a bridge or bond carries no traffic of its own and is `VIRTUAL`.
 *
 * Returns: what sort of interface it is
 */
IfaLinkKind
ifa_interface_kind (const IfaNetlinkLink *link)
{
  if (link->hardware_type == ARPHRD_LOOPBACK)
    return IFA_LINK_KIND_LOOPBACK;
  if (link->master != 0 || is_virtual (link))
    return IFA_LINK_KIND_VIRTUAL;
  if (is_cellular (link))
    return IFA_LINK_KIND_CELLULAR;
  if (is_tunnel (link))
    return IFA_LINK_KIND_TUNNEL;
  if (g_str_equal (link->kind, "bridge"))
    return IFA_LINK_KIND_BRIDGE;
  if (g_str_equal (link->kind, "virt_wifi"))
    return IFA_LINK_KIND_WIFI;
  return is_ethernet (link) ? IFA_LINK_KIND_ETHERNET : IFA_LINK_KIND_OTHER;
}

/**
 * ifa_interface_is_real:
 * @link: an interface
 *
 * Returns: whether it stands for a way out of this computer: a device, or what is built on one. The
 *   ends of a container's or virtual machine's cable are not
 */
gboolean
ifa_interface_is_real (const IfaNetlinkLink *link)
{
  return is_ethernet (link) && !g_str_equal (link->kind, "veth");
}
