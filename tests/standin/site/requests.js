// Every request that the pages make, at the addresses that LinkedIn's pages use.

import { option } from './site.js';

const ACTIONS = '/flagship-web/rsc-action/actions/server-request?sduiid=com.linkedin.sdui.requests.mynetwork.';
const RELATIONSHIPS = '/voyager/api/voyagerRelationshipsDashMemberRelationships';
const INVITATIONS = '/voyager/api/voyagerRelationshipsDashInvitations';

// Resolves with the status, 0 where there was no answer, and what the server said.
async function ask(address, body) {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=UTF-8' },
      body: JSON.stringify({ ...body, trackingId: crypto.randomUUID() }),
    });
    return { status: response.status, ...(await response.json()) };
  } catch {
    return { status: 0, state: 'none', notice: 'failure' };
  }
}

const profile = (person) => `urn:li:fsd_profile:ACoAA${person.member}`;
const member = (person) => `urn:li:member:${person.member}`;
const action = (name, person) => ask(`${ACTIONS}${name}`, { requestedArguments: { payload: { inviteeUrn: member(person) } } });

// `?request=older` and `?request=oldest` take the addresses of earlier pages.
export function sendFromDialog(person, note) {
  if (option('request') === 'oldest') {
    return ask('/voyager/api/growth/normInvitations', { invitee: { profileId: profile(person) }, customMessage: note });
  }
  const create = option('request') === 'older' ? 'verifyQuotaAndCreate' : 'verifyQuotaAndCreateV2';
  const decoration = 'com.linkedin.voyager.dash.deco.relationships.InvitationCreationResultWithInvitee-2';
  return ask(`${RELATIONSHIPS}?action=${create}&decorationId=${decoration}`, {
    invitee: { inviteeUnion: { memberProfile: profile(person) } },
    customMessage: note,
  });
}

// What the 2026 pages ask after a dialog send: how the user now stands to the person.
export const followUp = (person) => action('interopconnection', person);
export const sendDirectly = (person) => action('addaAddConnection', person);
export const withdraw = (person) => action('addaWithdrawInvitation', person);
export const accept = (person) => action('addaInvitationAction&action=accept', person);
export const ignore = (person) => action('addaInvitationAction&action=ignore', person);
export const dismiss = (person) => action('addaDismissCohort', person);

export const sendFromSales = (person, note, email) => ask(
  `/sales-api/salesApiConnection?action=${option('request') === 'older' ? 'connect' : 'connectV2'}`,
  { member: member(person), customMessage: note || undefined, email: email || undefined },
);

export const sendToContacts = (people) => ask('/voyager/api/growth/normInvitations?action=batchCreate', {
  invitations: people.map((person) => ({ invitee: profile(person) })),
});

export const follow = (person) => ask(`/voyager/api/feed/dash/followingStates/urn:li:fsd_followingState:${profile(person)}`, {});
export const followCompany = () => ask('/voyager/api/feed/dash/followingStates/urn:li:fsd_followingState:urn:li:fsd_company:4100', {});
export const react = (person) => ask('/voyager/api/voyagerSocialDashReactions?action=react', { author: profile(person) });
export const sendMessage = (person, text) => ask(
  '/voyager/api/voyagerMessagingDashMessengerMessages?action=createMessage',
  { hostRecipientUrns: [profile(person)], message: text },
);

// Ember pages withdraw by another address.
export const withdrawOlder = (person) => ask(`${INVITATIONS}/${person.member}?action=withdraw`, { invitee: profile(person) });
