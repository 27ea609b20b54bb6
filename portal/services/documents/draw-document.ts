import { type CaseSheetContent, caseSheetDocument } from '../cases/case-sheet-document.ts';
import { type ReceiptContent, receiptDocument } from '../receipts/receipt-document.ts';

/** What is drawn, and what of: nothing but data, so that another thread can be given it. */
export type Drawing =
  | { readonly document: 'receipt'; readonly content: ReceiptContent }
  | { readonly document: 'caseSheet'; readonly content: CaseSheetContent };

/** Draws a document in the thread that calls it; the octets of a PDF. The threads of `document-pool.ts` are given this. */
export default function drawDocument(drawing: Drawing): Promise<Uint8Array> {
  switch (drawing.document) {
    case 'receipt':
      return receiptDocument(drawing.content);
    case 'caseSheet':
      return caseSheetDocument(drawing.content);
  }
}
