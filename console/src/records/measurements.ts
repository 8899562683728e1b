/** A measurement that is offered by name, coded by LOINC with a unit of UCUM. */
export interface Measurement {
  readonly code: string;
  readonly name:
    "weight" | "height" | "temperature" | "pulse" | "systolic" | "diastolic" | "glucose" | "oxygen";
  readonly unitCode: string;
  readonly unit: string;
}

/** The usual ones; whatever else is written as a text. */
export const MEASUREMENTS: readonly Measurement[] = [
  { code: "29463-7", name: "weight", unitCode: "kg", unit: "kg" },
  { code: "8302-2", name: "height", unitCode: "cm", unit: "cm" },
  { code: "8310-5", name: "temperature", unitCode: "Cel", unit: "°C" },
  { code: "8867-4", name: "pulse", unitCode: "/min", unit: "/min" },
  { code: "8480-6", name: "systolic", unitCode: "mm[Hg]", unit: "mmHg" },
  { code: "8462-4", name: "diastolic", unitCode: "mm[Hg]", unit: "mmHg" },
  { code: "2339-0", name: "glucose", unitCode: "mg/dL", unit: "mg/dL" },
  { code: "59408-5", name: "oxygen", unitCode: "%", unit: "%" },
];
