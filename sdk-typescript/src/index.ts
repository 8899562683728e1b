/**
 * Share medical records end to end encrypted: connect with {@link SalusApi.connect}.
 *
 * @packageDocumentation
 */
export { SalusApi, type SalusOptions } from "./salusapi.js";
export {
  type FirstUse,
  type FirstUseChoice,
  type FirstUseSituation,
  type ListedCard,
  makeKeys,
} from "./firstuse.js";
export { DataOwnerApi } from "./account/dataownerapi.js";
export { acceptInvitation } from "./account/invitations.js";
export { InvitationCode } from "./account/invitationcode.js";
export type { DataOwner, DataOwnerType, User } from "./account/user.js";
export {
  SecondFactorApi,
  type SecondFactorSecret,
  type SecondFactorState,
  type SecondFactorStatus,
} from "./account/secondfactorapi.js";
export { UserApi } from "./account/userapi.js";
export { type CardState, DeviceApi, type OwnCard } from "./device/deviceapi.js";
export type { RotatedKey } from "./device/rotation.js";
export type { RingBehind } from "./keys/signingleases.js";
export { DataSampleApi } from "./entity/datasampleapi.js";
export { EntityApi } from "./entity/entityapi.js";
export { HealthcareElementApi } from "./entity/healthcareelementapi.js";
export { PatientApi } from "./entity/patientapi.js";
export { PatientDataApi, type PatientReference } from "./entity/patientdataapi.js";
export type { Model, Stored } from "./entity/models.js";
export type {
  Access,
  AccessRevoked,
  BatchResult,
  EntityFilter,
  EntityPage,
  LeftOutEntity,
  OpenEntities,
  PotentiallyEncrypted,
  SharedEntity,
} from "./entity/results.js";
export type { ChangeListener, EntityEvent } from "./events/event.js";
export { Subscription } from "./events/subscription.js";
export * from "./error/client.js";
export * from "./error/keys.js";
export * from "./error/server.js";
export type { EntriesAdded, Progress } from "./exchange/entryadder.js";
export type { Account } from "./keys/account.js";
export { type Argon2Costs, DEFAULT_COSTS } from "./keys/argon2.js";
export { IndexedDbKeyStore, type IndexedDbKeyStoreOptions } from "./keys/indexeddbstore.js";
export { KeyRing, type KeyRingChange } from "./keys/keyring.js";
export type { KeyStore } from "./keys/keystore.js";
export { MemoryKeyStore } from "./keys/memorystore.js";
export { Component, Content } from "./model/content.js";
export { Decimal, type NumberValue } from "./model/decimal.js";
export type { DoubtfulOrigin } from "./model/doubtful.js";
export type { DelegationInfo, LeftOutKey, Metadata, SkippedDelegate } from "./model/metadata.js";
export {
  Address,
  CodingReference,
  Contact,
  type FieldsOf,
  Identifier,
  Measure,
  PersonName,
  Range,
  Reference,
  Telecom,
} from "./model/parts.js";
export type { UnreadableField } from "./model/reading.js";
export { DataSample, HealthcareElement, Patient, type RecordFields } from "./model/records.js";
export type { RandomSource } from "./primitives/random.js";
export {
  AccessBackApi,
  type AccessBackRequest,
  type AccessTakenBack,
} from "./recovery/accessbackapi.js";
export type { AppointedNotaries } from "./recovery/appointednotaries.js";
export { NotaryApi } from "./recovery/notaryapi.js";
export { type KeptRecovery, RecoveryApi } from "./recovery/recoveryapi.js";
export { RecoveryKey } from "./recovery/recoverykey.js";
export type { ShareRequest } from "./recovery/sharerequest.js";
export type { AutomaticSharing, SharingDataWith, SharingKind } from "./sharing/automatic.js";
export type { Repeats } from "./transport/repeating.js";
export type { ClockApart } from "./transport/serverclock.js";
export { type HttpOptions, HttpSession } from "./transport/session.js";
export type { Method, Query, Request, Transport } from "./transport/transport.js";
export { onlyConfirmed, type TrustPolicy, trustOnFirstUse, verifyWith } from "./trust/policy.js";
export type { KeyPrompt } from "./trust/trustedcards.js";
export type { Entity, EntityHeader, EntityType, Revocation, Tag } from "./wire/entity.js";
export type { Delegation, Grant, Permission } from "./wire/grant.js";
