"""The files beside the audio: captions and lists, pictures, the page, stems and a video."""
