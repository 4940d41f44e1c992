/**
 * What words of column and table names stand for. Four languages at once, because one database mixes them: Portuguese, Tetum, Indonesian
 * and English; a phrase is joined by `_`. Spelling and accents are folded (`fold.ts`), so one form is enough. Abbreviations of four letters
 * or more of a word in the list are found without being listed.
 */
export const COMMON = {
  DATE: 'data dt dat date tgl tanggal datetime timestamp dthr fecha hari_tanggal quando when on day dia loron',
  TIME: 'hora hr time oras jam waktu horario',
  YEAR: 'ano year tahun thn',
  NUMBER: 'numero num nu nr no n nro nomor nomer number ref referencia reference refnum',
  CODE: 'codigo cod code kode kodigu cd',
  ID: 'id ident oid pk key uuid guid seq identifikador identifier identificador',
  COUNT: 'n num no qtd qtde quantidade quantos total count jumlah jml hira montante cnt nro quantity number_of',
  TYPE: 'tipo type ambito scope jenis kind categoria category kategori classe class klase natureza especie forma form kategoria tp',
  NAME: 'nome name naran nama',
  STATUS: 'status estado situacao state estadu situasaun kondisi fase keadaan estatuto',
  TEXT: 'texto text notas nota note notes obs observacoes observacao observasaun descricao deskrisaun description desc detalhe detalle detail details resumo rezumu summary relatorio relatoriu report_text narrativa narrative istoria historia story comentario comment comments remarks catatan keterangan uraian remark memo conteudo content body interview entrevista letter',
  START: 'inicio hahu mulai start begin inicial from_date started comeco inisiu',
  END: 'fim remata selesai end finish final termo akhir sai exit stopped completed saida_data ended saida closed remata_iha termination',
  OPEN: 'abertura loke buka open opened opening',
  ENTER:
    'entrada admissao tama masuk admission admitted intake enter entry acolhimento simu recebido received receipt terima penerimaan ingresso',
  REGISTER: 'registo rejistu registro registration registered regis pendaftaran daftar rej reg livru livro terdaftar recorded',
  CREATED: 'created criado criacao dibuat insert inserted adicionado creation',
  UPDATED: 'updated modified alterado alteracao diubah changed edited atualizacao actualizacao lastupdate',
  RESPONSE: 'resposta response responded answer reply jawaban hatan resposta_ba balasan',
  UNTIL:
    'ate until to valida validade expira expires expiry expiration berlaku_sampai valido_ate valid_until valida_to kadaluarsa prazo deadline',
  FROM: 'de from husi hosi dari origem asal by remetente',
  TO: 'para to ba ke destino tujuan',
  REASON: 'motivo motivu reason alasan razao causa sebab rasaun grounds',
  RESULT: 'resultado rezultadu result hasil outcome desfecho',
  SOURCE: 'fonte fonti source sumber origem',
  ACTIVE: 'ativo active aktif activo ativu flag enabled',
  PERIOD: 'periodo period periode',
  EMAIL: 'email e_mail mail correio_eletronico surel',
  PHONE:
    'telefone telemovel telf tel phone mobile telepon hp telefon celular contacto kontaktu contact kontak nomor_hp handphone telemoveis msisdn cell telefoni',
  ADDRESS:
    'morada endereco enderesu address alamat residencia hela_fatin domicilio rezidensia street rua bairro aldeia tempat_tinggal hela hela_iha',
  POSTAL: 'postal zip postcode zipcode postal_code zip_code kode_pos codigo_postal cep',
  USER: 'user utilizador username login pengguna operador operator userid createdby inseridor usuario password senha',
  FILE: 'ficheiro file anexo attachment lampiran path foto photo image imagem arkivu_foto',
  LOCAL: 'local fatin place location lokasi tempat site lugar onde',
  ISSUE: 'issued emissao emitido terbit emisaun',
} as const
