import { Divider } from '@strapi/design-system';
import { SubNav, useAuth } from '@strapi/strapi/admin';

import { mayOpen, pages } from './pages';
import { pathTo } from './shared/paths';
import { useText } from './shared/useText';

const GROUPS = ['audience', 'reach', 'system'] as const;

/** The pages that whoever is logged in may open. */
export const SideNav = () => {
  const text = useText();
  const held = useAuth('Attune', (auth) => auth.permissions);
  const shown = pages.filter(({ permissions }) => mayOpen(permissions, held));
  const groups = GROUPS.map((group) => ({
    group,
    links: shown.filter((page) => page.group === group),
  })).filter(({ links }) => links.length > 0);
  return (
    <SubNav.Main aria-label={text('name')}>
      <SubNav.Header label={text('name')} />
      <Divider />
      <SubNav.Content>
        <SubNav.Sections>
          {groups.map(({ group, links }) => (
            <SubNav.Section key={group} label={text(`nav.${group}`)}>
              {links.map(({ path, label }) => (
                <SubNav.Link key={path} to={pathTo(path)} label={text(label)} />
              ))}
            </SubNav.Section>
          ))}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
};
