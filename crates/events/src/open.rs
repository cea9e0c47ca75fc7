//! Opening a file of events: plain, gzip or zstd, told apart by its first bytes, not by its name.

use std::fs::File;
use std::io::{self, BufReader, Chain, Cursor, Read};
use std::path::Path;

use crate::error::Error;

/// How a stream is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip, one member or several.
    Gzip,
    /// Zstandard.
    Zstd,
}

impl Compression {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Compression::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Compression::Zstd,
            _ => Compression::None,
        }
    }
}

type Whole<R> = Chain<Cursor<Vec<u8>>, R>;

/// The unpacked bytes of `path`; `-` is standard input.
///
/// # Errors
/// The file cannot be opened, or its head cannot be read.
pub fn open(path: &Path) -> Result<Box<dyn Read + Send>, Error> {
    let failed = |error| Error::Open { path: path.to_owned(), error };
    if path == Path::new("-") {
        return unpack(io::stdin()).map_err(failed);
    }
    let file = File::open(path).map_err(failed)?;
    if file.metadata().map_err(failed)?.is_dir() {
        return Err(failed(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder")));
    }
    unpack(file).map_err(failed)
}

/// The unpacked bytes of a stream.
///
/// # Errors
/// Its head cannot be read.
fn unpack<R: Read + Send + 'static>(mut packed: R) -> io::Result<Box<dyn Read + Send>> {
    let mut head = vec![0; 4];
    let mut filled = 0;
    while let Some(rest) = head.get_mut(filled..).filter(|rest| !rest.is_empty()) {
        match packed.read(rest) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    head.truncate(filled);
    let compression = Compression::of(&head);
    let whole: Whole<R> = Cursor::new(head).chain(packed);
    Ok(match compression {
        Compression::None => Box::new(whole),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(whole))),
        Compression::Zstd => Box::new(ZstdFrames { frames: Some(BufReader::new(whole)), decoder: None }),
    })
}

type ZstdDecoder<R> = ruzstd::decoding::StreamingDecoder<BufReader<R>, ruzstd::decoding::FrameDecoder>;

/// Zstandard frames one after the other, as `cat` and log rotation leave them.
struct ZstdFrames<R: Read> {
    frames: Option<BufReader<R>>,
    decoder: Option<ZstdDecoder<R>>,
}

impl<R: Read> Read for ZstdFrames<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(decoder) = &mut self.decoder {
                let count = decoder.read(into)?;
                if count > 0 || into.is_empty() {
                    return Ok(count);
                }
                self.frames = self.decoder.take().map(ZstdDecoder::into_inner);
            }
            let Some(mut frames) = self.frames.take() else { return Ok(0) };
            if io::BufRead::fill_buf(&mut frames)?.is_empty() {
                self.frames = Some(frames);
                return Ok(0);
            }
            self.decoder = Some(ZstdDecoder::new(frames).map_err(io::Error::other)?);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn unpacked(bytes: Vec<u8>) -> String {
        let mut text = String::new();
        unpack(Cursor::new(bytes)).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(text: &str) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(text.as_bytes(), ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn a_stream_is_unpacked_by_what_it_begins_with() {
        assert_eq!(unpacked(b"".to_vec()), "");
        assert_eq!(unpacked(b"{}".to_vec()), "{}");
        assert_eq!(unpacked([gzip("a\n"), gzip("b\n")].concat()), "a\nb\n");
        assert_eq!(unpacked([zstd("a\n"), zstd("b\n")].concat()), "a\nb\n");
    }
}
