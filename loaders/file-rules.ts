/** What stops a whole file or a whole ingest: the warehouse stays as it was. */
interface FileRule {
  readonly meaning: string;
  readonly remedy: string;
}

const ANSWER = "Put one of the answers that the message shows under the source in programme.yaml.";

/** All refusals and questions by stable code. The message itself says which file, sheet, row or column. */
export const fileRules = {
  ASK_COLUMNS: {
    meaning: "Two columns of the export have the name that the mapping uses.",
    remedy: ANSWER,
  },
  MEMORY_FULL: {
    meaning: "The exports need more memory than the ingest may take.",
    remedy: "Set the variable WHAT_MATTERS_MEMORY, for example to 4GB, and run it again.",
  },
  DISK_FULL: {
    meaning: "There is no room left on the disk to write the new warehouse.",
    remedy: "Free about three times the size of the exports, and run it again.",
  },
  ASK_UNNAMED_COLUMN: {
    meaning: "A column that the mapping needs has no name in the export.",
    remedy: ANSWER,
  },
  ASK_FILL_DOWN: {
    meaning: "A column is blank on most rows below a label, as grouped reports are.",
    remedy: ANSWER,
  },
  ASK_DATE_ORDER: {
    meaning:
      "The dates do not tell whether the day or the month stands first, or contradict the usual order.",
    remedy: ANSWER,
  },
  ASK_HIDDEN_SHEET: {
    meaning: "A hidden sheet of the workbook seems to hold people's details.",
    remedy: ANSWER,
  },
  DATE_ORDER_CONTRADICTED: {
    meaning: "The dates of a file cannot be in the order that is declared.",
    remedy: "Nothing was stored.",
  },
  NHS_NUMBER_REAL: {
    meaning:
      "A programme declared synthetic holds valid NHS numbers that do not begin with 9, which may be real people's.",
    remedy:
      "For real records set synthetic: false and remove synthetic_key; made-up ones take numbers that are never issued.",
  },
  FILE_UNREADABLE: {
    meaning: "The file cannot be opened: it is locked, protected, or a link to nothing.",
    remedy: "Close other programs that use it, or have it made readable.",
  },
  ROWS_UNREADABLE: {
    meaning: "More rows than can be listed do not fit the header.",
    remedy:
      "Export again, or say how the file is written with delimiter, quote or header_rows under the source.",
  },
  ROW_BEYOND_LIMIT: {
    meaning: "A cell of many lines, or the first line of all, is longer than limits.row_mb allows.",
    remedy: "Look for a quote that is never closed, or raise the limit in programme.yaml.",
  },
  COLUMNS_CLASH: {
    meaning: "The setting columns in programme.yaml gives one name to two columns of an export.",
    remedy: "Give the other a name of its own.",
  },
  PARQUET_UNREADABLE: {
    meaning: "The Parquet file is damaged or protected.",
    remedy: "Write it again, or export the table as CSV.",
  },
  PARQUET_NESTED: {
    meaning: "A column of the Parquet file holds lists or structures and no single values.",
    remedy: "Write it flat, or leave the column out.",
  },
  PARQUET_TOO_LARGE: {
    meaning: "The Parquet file unpacks to more than the limits allow.",
    remedy: "Split it, or raise limits in programme.yaml.",
  },
  HEADER_NOT_FOUND: {
    meaning: "No row of the file looks like a header.",
    remedy: "Write the names of the columns into the first row, or say which row it is with header_rows.",
  },
  NOTHING_TO_MAP: {
    meaning: "No column of the file could be mapped to anything that is stored.",
    remedy: "Write the mapping by hand, or look whether it is the right file.",
  },
  SOURCE_EXISTS: {
    meaning: "The programme reads the file already.",
    remedy: "Change its source in programme.yaml, or take it out first.",
  },
  PROGRAMME_UNREADABLE: {
    meaning: "The file programme.yaml cannot be changed by the program as it stands.",
    remedy: "Correct the line that is named.",
  },
  YAML_UNREADABLE: {
    meaning: "A YAML file is not written as YAML.",
    remedy: "Correct the line that is named; mind the spaces in front.",
  },
  CORRECTIONS_UNREADABLE: {
    meaning: "A file of corrections cannot be understood.",
    remedy: "Start again from the workbook in the quarantine folder, saved as .xlsx without a password.",
  },
  CORRECTION_FILE_UNKNOWN: {
    meaning: "A correction is of an export that is not among the files read, or has changed since.",
    remedy: "Put the export back as it was, or leave the correction out.",
  },
  CORRECTION_ROW_UNKNOWN: {
    meaning: "A correction does not say which row it is of, or the export has no such row.",
    remedy: "Leave the cells with the file's hash and the row as they were written.",
  },
  CORRECTION_IDENTIFYING: {
    meaning: "A masked cell, which may identify somebody, was written over in a workbook of corrections.",
    remedy: "Correct identifiers in the source system, and export again.",
  },
  LEVELS_STACKED: {
    meaning: "The file repeats the same people at several levels, and not exactly one is chosen.",
    remedy: "Keep one level under where.",
  },
  MAPPING_MATCHES_NOTHING: {
    meaning: "No row of the file holds what its mapping keeps.",
    remedy: "Check where, requires and the columns of the mapping.",
  },
  COLUMNS_MISSING: {
    meaning: "The columns by which the header is known are not in the file.",
    remedy: "Add the file's own names as synonyms or under columns, or correct the export.",
  },
  SHEET_MISSING: {
    meaning: "The workbook has no visible sheet of that name.",
    remedy: "Correct sheet under the source.",
  },
  ENCODING_WRONG: {
    meaning: "The text is not in the encoding that is declared.",
    remedy: "Export again as UTF-8, or set encoding under the source.",
  },
  FILE_EMPTY: { meaning: "The file holds nothing.", remedy: "Run the export again." },
  FILE_MISSING: { meaning: "The file cannot be opened.", remedy: "Check that it is there and may be read." },
  WORKBOOK_UNREADABLE: {
    meaning: "The workbook is damaged, protected by a password or of an old kind.",
    remedy: "Save it as .xlsx without a password, or export it as CSV.",
  },
  WORKBOOK_TOO_LARGE: {
    meaning: "The workbook is larger, or unpacks to more, than the limits allow.",
    remedy: "Export the table as CSV, or raise limits in programme.yaml.",
  },
  ARCHIVE_AMBIGUOUS: {
    meaning: "The archive does not hold exactly one file to read.",
    remedy: "Say which with member under the source.",
  },
  ARCHIVE_UNREADABLE: {
    meaning: "The archive is damaged or protected by a password.",
    remedy: "Copy it again, or unpack it.",
  },
  ARCHIVE_TOO_LARGE: {
    meaning: "The archive unpacks to more than the limits allow.",
    remedy: "Unpack it, or raise limits in programme.yaml.",
  },
  SOURCE_FILE_MISSING: {
    meaning: "No file matches what a source names.",
    remedy: "Put the export there, or correct the path.",
  },
  SOURCE_OUTSIDE: {
    meaning: "A source names a file outside the programme folder.",
    remedy: "Put the file, or a link to it, below the folder.",
  },
  PROFILE_UNKNOWN: { meaning: "There is no such profile.", remedy: "Correct its name." },
  PROFILE_INVALID: { meaning: "A profile cannot be understood.", remedy: "Correct the line that is named." },
  PROFILE_TYPE_WRONG: {
    meaning: "A field is read as a kind of value that it cannot hold.",
    remedy: "Change its type, or leave type out.",
  },
  PROFILE_FIELD_UNKNOWN: {
    meaning: "A mapping names a table or field that does not exist.",
    remedy: "Correct its name; the data dictionary lists them.",
  },
  CODE_UNKNOWN: {
    meaning: "Under code_maps stands a list or a code that does not exist.",
    remedy: "Correct its name.",
  },
  CONVERSION_UNKNOWN: { meaning: "There is no such conversion of scores.", remedy: "Correct its name." },
  CONVERSION_INVALID: {
    meaning: "A table that converts scores cannot be understood.",
    remedy: "Correct the line that is named.",
  },
  PROGRAMME_MISSING: {
    meaning: "The folder has no programme.yaml.",
    remedy: "Name the folder with --programme.",
  },
  PROGRAMME_FOLDER: {
    meaning: "The path of the programme folder holds a * or a ?, which would be taken for a pattern.",
    remedy: "Rename the folder.",
  },
  PROGRAMME_INVALID: {
    meaning: "The file programme.yaml cannot be understood or contradicts itself.",
    remedy: "Correct the line that is named.",
  },
  CASE_STUDIES_MISSING: {
    meaning: "The file of case studies is not there.",
    remedy: "Put it there, or remove the line.",
  },
  CASE_STUDIES_INVALID: {
    meaning: "The file of case studies cannot be understood.",
    remedy: "Correct the line that is named.",
  },
  CASE_STUDY_UNKNOWN: {
    meaning: "A case study is of a project or area that is not declared.",
    remedy: "Correct its name.",
  },
  CASE_STUDY_IDENTIFIES: {
    meaning: "A case study seems to hold something that identifies a person.",
    remedy: "Take it out.",
  },
  OPT_OUT_MISSING: {
    meaning: "The list of people who opted out is not there.",
    remedy: "Put it there, or remove the line if there is none.",
  },
  OPT_OUT_UNREADABLE: {
    meaning: "A line of the list of people who opted out is not one valid NHS number.",
    remedy: "Correct the line that is named.",
  },
  STAFF_NAMES_MISSING: {
    meaning:
      "The list that joins names of the case records to staff numbers, for the local view, is not there.",
    remedy: "Put it there, or remove workforce.staff_names_file.",
  },
  STAFF_NAMES_UNREADABLE: {
    meaning: "A line of that list does not hold a staff number and a name.",
    remedy: "Correct the line that is named.",
  },
  POPULATION_MISSING: {
    meaning: "The file of a reference population is not there.",
    remedy: "Put it there, or correct its path under reference_populations.",
  },
  POPULATION_UNREADABLE: {
    meaning: "A reference population cannot be read as a table of areas and groups.",
    remedy: "Correct the row and column that are named.",
  },
  POPULATION_TWICE: {
    meaning: "Two reference populations, or two rows of one, say the same thing.",
    remedy: "Keep one of them.",
  },
  POPULATION_AREA_UNKNOWN: {
    meaning: "A reference population names an area that programme.yaml does not declare.",
    remedy: "Correct its code.",
  },
  KEY_FILE_MISSING: { meaning: "The key file is not there.", remedy: "Correct its path." },
  KEY_INSIDE_PROGRAMME: {
    meaning: "The key file lies in the programme folder, where it would be copied with the data.",
    remedy: "Keep it elsewhere.",
  },
  KEY_TOO_SHORT: { meaning: "The key is too short.", remedy: "Use 32 random bytes." },
  ROWS_UNACCOUNTED: {
    meaning: "Rows in are not stored + quarantined + excluded: a fault of the program.",
    remedy: "Please report it.",
  },
} as const satisfies Record<string, FileRule>;
